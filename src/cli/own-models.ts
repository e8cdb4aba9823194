import { homedir } from 'node:os'
import { settingsFolder } from '../main/settings/settings-folder'
import { openSettings } from '../main/settings/settings-store'
import { failure } from '../shared/codes'
import { BOX_MODEL } from '../shared/settings'
import { ownStore } from './own-store'
import type { CliModels, Services } from './services'

/** The models where the app does not run: the same folder, and the same settings. */
export async function ownModels(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  services: Pick<Services, 'narrator'>,
): Promise<CliModels> {
  const store = ownStore(env, platform)
  const settings = await openSettings(settingsFolder(env, platform, homedir()))
  await store.recover()
  const inUse = (): string => {
    const { model } = settings.current()
    return store.folderOf(model) === null ? BOX_MODEL : model
  }
  return {
    list: async () => ({ entries: await store.list(), inUse: inUse() }),
    download: (id, consent, work) => store.download(id, { ...work, consent }),
    check: (id, work) => store.verify(id, work),
    repair: (id, work) => store.repair(id, work),
    add: (path, work) => store.importFrom(path, work),
    remove: async (id) => (inUse() === id && id !== BOX_MODEL ? failure('model-in-use') : store.remove(id)),
    async use(id) {
      const entry = (await store.list()).find((model) => model.id === id)
      if (!entry) return failure('model-unknown')
      if (entry.state === 'damaged') return failure('model-damaged')
      const folder = store.folderOf(id)
      if (folder === null) return failure('model-not-found')
      // A model that does not load would only be found out at the next picture.
      const narrator = await services.narrator({ modelFolder: folder, device: settings.current().device })
      try {
        const { vision } = await narrator.status()
        return vision.failure ?? (await settings.change({ model: id }))
      } finally {
        await narrator.close()
      }
    },
  }
}
