import type { AnswerView, AppState, KeyId } from '../../shared/app-state'
import { failure, type Failure, type Result } from '../../shared/codes'
import type { CommandId } from '../../shared/commands'
import type { PictureView, Reply, SaidReply, WindowName, Zoom } from '../../shared/ipc-schema'
import type { Messages } from '../../shared/messages'
import type { Profile } from '../../shared/profile'
import type { SettingsPatch } from '../../shared/settings'
import { failureSentence } from './answering'
import type { HistoryActions } from './history-actions'
import type { ModelActions } from './model-actions'
import type { Ipc } from './security/ipc'
import type { WindowSaid } from './window-speech'

/** What the windows may ask for, each behind one channel of `ipc-schema.ts`. */
export interface AppActions extends ModelActions, HistoryActions {
  state(): AppState
  run(command: CommandId): void
  describeGiven(name: string, bytes: Uint8Array<ArrayBuffer>): void
  describeSample(): void
  openPicture(): Promise<Result<object>>
  pictureOf(answer: AnswerView['id']): PictureView | null
  change(patch: SettingsPatch): Promise<Result<object>>
  changeKey(id: KeyId, accelerator: string | null): Promise<Result<object>>
  editKeys(on: boolean): void
  learnKeys(on: boolean): void
  tryVoice(): void
  voices(): Promise<string[]>
  login(): Promise<{ possible: boolean; on: boolean }>
  setLogin(on: boolean): Promise<Result<object>>
  zoom(zoom: Zoom): void
  /** Resolves when the focus is where it was before; so does `closeAsk`. */
  closeText(): Promise<void>
  ask(question: string): Promise<Result<object>>
  closeAsk(): Promise<void>
  /** A spoken question is heard while it is held; resolves when it was put, or why not. */
  listen(on: boolean): Promise<Result<object>>
  /** What has the focus, help, or a key that is being learned; see `window-speech.ts`. */
  windowSaid(said: WindowSaid, window: WindowName): void
  /** A profile for the program in front; null where the desktop does not tell which. */
  frontProfile(): Promise<Profile | null>
  closeMenu(): void
  quit(): void
}

/**
 * Connects the channels with what they do.
 * @param refused hears of what could not be done: the window shows it where a reader reads it, and without a
 *   reader it must be said
 */
export function handleWindows(
  ipc: Ipc,
  actions: AppActions,
  messages: () => Messages,
  refused: (failed: Failure) => void,
): void {
  const refusal = (failed: Failure): Extract<Reply, { ok: false }> => {
    if (failed.code !== 'cancelled') refused(failed)
    return { ok: false, code: failed.code, sentence: failureSentence(failed, messages()).text }
  }
  const reply = (result: Result<object>): Reply => (result.ok ? { ok: true } : refusal(result))
  const said = (result: Result<{ sentence: string }>): SaidReply => (result.ok ? { ok: true, sentence: result.sentence } : refusal(result))
  const done = (act: () => void): Reply => {
    act()
    return { ok: true }
  }

  ipc.handle('app:state', () => actions.state())
  ipc.handle('command:run', ([command]) => done(() => actions.run(command)))
  ipc.handle('picture:given', ([{ name, bytes }]) => {
    if (bytes.byteLength === 0) return reply(failure('picture-empty-file'))
    return done(() => actions.describeGiven(name, bytes))
  })
  ipc.handle('picture:open', async () => reply(await actions.openPicture()))
  ipc.handle('picture:sample', () => done(() => actions.describeSample()))
  ipc.handle('answer:picture', ([id]) => actions.pictureOf(id))
  ipc.handle('answers:clear', async () => reply(await actions.clearAnswers()))
  ipc.handle('history:list', ([query]) => actions.history(query))
  ipc.handle('history:show', ([id]) => reply(actions.showAnswer(id)))
  ipc.handle('history:forget', ([id]) => reply(actions.forgetAnswer(id)))
  ipc.handle('history:export', async () => said(await actions.exportAnswers()))
  ipc.handle('settings:change', async ([patch]) => reply(await actions.change(patch)))
  ipc.handle('keys:change', async ([id, accelerator]) => reply(await actions.changeKey(id, accelerator)))
  ipc.handle('keys:editing', ([on]) => done(() => actions.editKeys(on)))
  ipc.handle('keys:learn', ([on]) => done(() => actions.learnKeys(on)))
  ipc.handle('voice:try', () => done(() => actions.tryVoice()))
  ipc.handle('voice:list', async () => ({ voices: await actions.voices() }))
  ipc.handle('models:list', () => actions.models())
  ipc.handle('models:download', async ([id, consent]) => reply(await actions.downloadModel(id, consent)))
  ipc.handle('models:cancel', ([id]) => reply(actions.cancelModel(id)))
  ipc.handle('models:use', async ([id]) => reply(await actions.useModel(id)))
  ipc.handle('models:remove', async ([id]) => reply(await actions.removeModel(id)))
  ipc.handle('models:check', async ([id]) => reply(await actions.checkModel(id)))
  ipc.handle('models:repair', async ([id]) => reply(await actions.repairModel(id)))
  ipc.handle('models:add', async ([from]) => reply(await actions.addModel(from)))
  ipc.handle('device:change', ([device]) => reply(actions.changeDevice(device)))
  ipc.handle('login:get', () => actions.login())
  ipc.handle('login:set', async ([on]) => reply(await actions.setLogin(on)))
  ipc.handle('window:zoom', ([zoom]) => done(() => actions.zoom(zoom)))
  ipc.handle('ask:put', async ([question]) => reply(await actions.ask(question)))
  ipc.handle('ask:listen', async ([on]) => reply(await actions.listen(on)))
  ipc.handle('ask:close', async () => (await actions.closeAsk(), { ok: true }))
  ipc.handle('window:said', ([said], window) => done(() => actions.windowSaid(said, window)))
  ipc.handle('text:close', async () => (await actions.closeText(), { ok: true }))
  ipc.handle('profiles:front', () => actions.frontProfile())
  ipc.handle('menu:close', () => done(() => actions.closeMenu()))
  ipc.handle('app:quit', () => done(() => actions.quit()))
}
