import { app, dialog } from 'electron'
import { open } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { KEY_IDS, type KeyId } from '../../shared/app-state'
import { failure, type Result } from '../../shared/codes'
import type { Zoom } from '../../shared/ipc-schema'
import type { Messages } from '../../shared/messages'
import { MAX_ENCODED_BYTES, type Picture } from '../../shared/picture'
import type { Settings } from '../../shared/settings'
import { RESOURCES } from '../resources'
import type { SettingsStore } from '../settings/settings-store'
import type { Voice } from '../speak/voice'
import type { Answering, TakenPicture } from './answering'
import type { Answers } from './answers'
import type { Asking } from './asking'
import type { AppActions } from './app-handlers'
import type { AppModels } from './app-models'
import type { Descry } from './descry'
import type { GlobalKeys } from './global-keys'
import { historyActions } from './history-actions'
import type { HomeWindow } from './home-window'
import type { KeysAtWork } from './keys-at-work'
import type { Layer } from './layer'
import type { Listening } from './listening'
import { loginItem } from './login-item'
import { voiceNames } from './voice-names'
import { modelActions } from './model-actions'
import type { ModelInUse } from './model-in-use'
import type { Remembering } from './remembering'
import type { Profiles } from './profiles'
import type { AppStateStore } from './state'
import type { WindowSpeech } from './window-speech'

/** The picture that comes with Descry: the embedded model is right about it. */
const SAMPLE = join(RESOURCES, 'models', 'descry-nano', 'samples', 'chelsea.png')

/** The file name that electron-builder.ts gives the installed entry. */
const DESKTOP_ENTRY = 'org.descry.Descry.desktop'

/** The program and its arguments that start this Descry again. */
function startCommand(): string[] {
  if (app.isPackaged) return [process.env.APPIMAGE ?? process.execPath]
  // A development tree starts as `npm start` does.
  const root = dirname(RESOURCES)
  return [join(root, 'node_modules', 'node', 'bin', 'node'), join(root, 'scripts', 'bootstrap.mjs'), 'start']
}

interface ActionParts {
  readonly voice: Pick<Voice, 'speaker'>
  readonly asking: Asking
  readonly listening: Listening
  readonly descry: Descry
  readonly answers: Answers
  readonly answering: Answering
  readonly remembering: Remembering
  readonly state: AppStateStore
  readonly settings: SettingsStore
  readonly layer: Layer<TakenPicture>
  readonly home: HomeWindow
  readonly keys: KeysAtWork
  readonly globalKeys: GlobalKeys
  readonly models: AppModels
  readonly inUse: ModelInUse
  readonly messages: () => Messages
  readonly tellKeys: () => void
  readonly zoom: (zoom: Zoom) => void
  readonly windowSpeech: WindowSpeech
  readonly profiles: Profiles
}

/** What the windows may ask for, done. */
export function createActions(parts: ActionParts): AppActions {
  const { descry, answers, answering, state, settings, layer, home, keys, globalKeys, messages } = parts
  const login = loginItem({ app, platform: process.platform, env: process.env, command: startCommand(), entry: DESKTOP_ENTRY })
  return {
    state: () => state.state,
    run(command) {
      if (layer.isOpen) void layer.choose(command)
      else descry.run(command)
    },
    describeGiven: (name, bytes) => descry.given(name, bytes),
    describeSample: () =>
      descry.describePicture('sample', messages().say('app.about.sample'), () => pictureFile(SAMPLE)),
    async openPicture() {
      const chosen = await dialog.showOpenDialog({
        properties: ['openFile'],
        filters: [{ name: messages().say('app.pictures'), extensions: ['png', 'jpg', 'jpeg', 'webp', 'avif', 'gif'] }],
      })
      const [path] = chosen.filePaths
      if (chosen.canceled || path === undefined) return failure('cancelled')
      const about = messages().say('app.about.picture', { name: basename(path) })
      descry.describePicture('picture', about, () => pictureFile(path))
      return { ok: true }
    },
    pictureOf: (id) => answers.pictureOf(id),
    ...historyActions(parts),
    async change(patch) {
      const { keys: wanted } = patch
      if (wanted) {
        const before = settings.current().keys
        for (const id of KEY_IDS) {
          const key = chosenKey(wanted, id)
          if (key === chosenKey(before, id)) continue
          const changed = globalKeys.change(id, key)
          if (!changed.ok) return changed
        }
        parts.tellKeys()
      }
      const isOver = patch.firstRunDone === true && !settings.current().firstRunDone
      const changed = await settings.change(patch)
      // Not every reader says what comes in the place of the button that was pressed.
      if (isOver && changed.ok) {
        const key = keys.spoken('layer')
        descry.say(key ? 'app.introduction-over' : 'app.introduction-over-no-key', { key })
      }
      return changed
    },
    editKeys(on) {
      if (on) globalKeys.suspend()
      else globalKeys.resume()
      parts.tellKeys()
    },
    async changeKey(id, accelerator) {
      const changed = globalKeys.change(id, accelerator)
      if (!changed.ok) return changed
      parts.tellKeys()
      const { layer: ofLayer, commands } = settings.current().keys
      if (id !== 'layer') return settings.change({ keys: { ...(ofLayer === undefined ? {} : { layer: ofLayer }), commands: { ...commands, [id]: changed.accelerator } } })
      return settings.change({ keys: { layer: changed.accelerator, commands } })
    },
    learnKeys: (on) => keys.learn(on),
    tryVoice: () => void answering.say([{ text: messages().say('app.voice.try'), lang: messages().locale }]),
    voices: async () => voiceNames(await parts.voice.speaker(), messages().locale),
    ...modelActions(parts),
    login: () => login.read(),
    setLogin: (on) => login.write(on),
    zoom: (zoom) => parts.zoom(zoom),
    closeText: () => home.closePassing(),
    ask: (question) => parts.asking.put(question),
    closeAsk() {
      parts.listening.stop()
      return parts.asking.close()
    },
    listen: (on) => parts.listening.hold(on),
    windowSaid: (said, window) => parts.windowSpeech.said(said, window),
    frontProfile: () => parts.profiles.forFront(),
    closeMenu: () => void layer.close(),
    quit: () => app.quit(),
  }
}

/** What the user chose for a key; undefined for the default. */
function chosenKey(keys: Settings['keys'], id: KeyId): string | null | undefined {
  return id === 'layer' ? keys.layer : keys.commands[id]
}

/** A picture file's bytes, not decoded. */
async function pictureFile(path: string): Promise<Result<{ picture: Picture }>> {
  try {
    const file = await open(path)
    try {
      if ((await file.stat()).size > MAX_ENCODED_BYTES) return failure('picture-too-large')
      const bytes = new Uint8Array(await file.readFile())
      return bytes.byteLength === 0 ? failure('picture-empty-file') : { ok: true, picture: { kind: 'encoded', bytes } }
    } finally {
      await file.close()
    }
  } catch (error) {
    return failure('picture-unreadable', (error as NodeJS.ErrnoException).code)
  }
}
