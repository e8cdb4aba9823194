import { app, dialog, safeStorage } from 'electron'
import { join } from 'node:path'
import { failure, type Result } from '../../shared/codes'
import type { Messages } from '../../shared/messages'
import type { Place } from '../history/private-folder'
import type { Descry } from './descry'
import type { Notices } from './notices'
import { Remembering, type RememberedList } from './remembering'
import { systemKeyStore } from './system-key-store'

/** What the window may ask for about all remembered answers. What was done is said. */
export interface HistoryActions {
  history(query: string): Promise<RememberedList>
  showAnswer(id: number): Result<object>
  /** @param id null: the last one */
  forgetAnswer(id: number | null): Result<object>
  clearAnswers(): Promise<Result<object>>
  /** Asks where to with the system's dialog; `cancelled` when nothing was chosen. @returns what is said */
  exportAnswers(): Promise<Result<{ sentence: string }>>
}

type Parts = Omit<ConstructorParameters<typeof Remembering>[0], 'folder' | 'uid' | 'keyStore' | 'notice'>

/** The memory of this app: in its folder, with the system's key store. */
export function openRemembering(parts: Parts, notices: Notices, place: Place): Remembering {
  return new Remembering({
    ...parts,
    folder: join(app.getPath('userData'), 'history'),
    uid: place.uid,
    keyStore: systemKeyStore(safeStorage, process.platform),
    notice: (topic, text, kind) => notices.say(topic, { text, lang: parts.messages().locale }, kind),
  })
}

interface ActionParts {
  readonly remembering: Remembering
  readonly descry: Pick<Descry, 'say' | 'tell'>
  readonly messages: () => Messages
}

export function historyActions({ remembering, descry, messages }: ActionParts): HistoryActions {
  let lists = 0
  return {
    history(query) {
      // Of the window alone: with a newer list this one is for nobody.
      const list = ++lists
      return remembering.list(query, () => list === lists)
    },
    showAnswer: (id) => remembering.show(id),
    forgetAnswer(id) {
      const forgotten = remembering.forget(id)
      if (forgotten.ok) descry.tell('confirmations', 'app.forgotten')
      return forgotten
    },
    async clearAnswers() {
      const cleared = await remembering.clear()
      if (cleared.ok) descry.tell('confirmations', 'history.cleared')
      return cleared
    },
    async exportAnswers() {
      const say = messages()
      const chosen = await dialog.showSaveDialog({
        title: say.say('history.export.title'),
        defaultPath: join(app.getPath('documents'), say.say('history.export.file', { date: new Date().toISOString().slice(0, 10) })),
        filters: [
          { name: say.say('history.export.text'), extensions: ['txt'] },
          { name: 'JSON', extensions: ['json'] },
        ],
        properties: ['showOverwriteConfirmation'],
      })
      if (chosen.canceled || chosen.filePath === '') return failure('cancelled')
      const written = await remembering.export(chosen.filePath)
      if (!written.ok) return written
      const values = { count: written.count, path: chosen.filePath }
      descry.say('history.exported', values)
      return { ok: true, sentence: messages().say('history.exported', values) }
    },
  }
}
