import { dialog } from 'electron'
import { basename } from 'node:path'
import { failure, type Result } from '../../shared/codes'
import type { ModelList } from '../../shared/ipc-schema'
import type { Messages } from '../../shared/messages'
import type { DeviceSetting } from '../../shared/settings'
import type { AppModels, Begun } from './app-models'
import type { ModelInUse } from './model-in-use'

/** What the window may ask for about models. What takes its time is answered once it has begun, and said. */
export interface ModelActions {
  models(): Promise<ModelList>
  downloadModel(id: string, consent: boolean): Promise<Result<object>>
  cancelModel(id: string | null): Result<object>
  useModel(id: string): Promise<Result<object>>
  removeModel(id: string): Promise<Result<object>>
  checkModel(id: string): Promise<Result<object>>
  repairModel(id: string): Promise<Result<object>>
  addModel(from: 'folder' | 'zip'): Promise<Result<object>>
  changeDevice(device: DeviceSetting): Result<object>
}

/** The window is told that it has begun, or why not; the end is said. */
const replyTo = (begun: Begun): Result<object> => (begun.ok ? { ok: true } : begun)

interface Parts {
  readonly models: AppModels
  readonly inUse: ModelInUse
  readonly messages: () => Messages
}

export function modelActions({ models, inUse, messages }: Parts): ModelActions {
  return {
    models: () => models.list(),
    downloadModel: async (id, consent) => replyTo(await models.download(id, consent)),
    cancelModel: (id) => models.stop(id),
    async useModel(id) {
      const there = await inUse.folderOf(id)
      if (!there.ok) return there
      void inUse.use(id)
      return { ok: true }
    },
    removeModel: (id) => models.remove(id),
    checkModel: async (id) => replyTo(await models.check(id)),
    repairModel: async (id) => replyTo(await models.repair(id)),
    async addModel(from) {
      const folder = from === 'folder'
      const title = messages().say(folder ? 'app.models.choose-folder' : 'app.models.choose-zip')
      const chosen = await dialog.showOpenDialog({
        title,
        properties: [folder ? 'openDirectory' : 'openFile'],
        ...(folder ? {} : { filters: [{ name: messages().say('app.models.archives'), extensions: ['zip'] }] }),
      })
      const [path] = chosen.filePaths
      if (chosen.canceled || path === undefined) return failure('cancelled')
      return replyTo(models.import(path, basename(path)))
    },
    changeDevice(device) {
      void inUse.useDevice(device)
      return { ok: true }
    },
  }
}
