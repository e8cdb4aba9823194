import { AppModels } from '../../../src/main/app/app-models'
import { ModelInUse } from '../../../src/main/app/model-in-use'
import { ModelQueue } from '../../../src/main/app/model-queue'
import { AppStateStore } from '../../../src/main/app/state'
import type { ModelNarrator, NarratorStatus } from '../../../src/main/narrate/narrator'
import type { Result } from '../../../src/shared/codes'
import { createMessages } from '../../../src/shared/messages'
import type { ModelEntry } from '../../../src/shared/model-entry'
import { DEFAULT_SETTINGS, type Settings, type SettingsPatch } from '../../../src/shared/settings'
import { anAppState } from './app-state'
import { scriptedStore } from './scripted-store'

const half = { info: { model: 'm', provider: 'cpu', threads: 2 }, failure: null, rss: 1, timings: {} }

/** The app's models over a scripted store; what is said is written down, and `use` is answered by the test. */
export function someModels(entries?: ModelEntry[], settings: Partial<Settings> = {}) {
  const scripted = scriptedStore(entries)
  const said: string[] = []
  const uses: { readonly folder: string; readonly device: string; answer(result: Result<object>): void }[] = []
  const status: { value: NarratorStatus } = {
    value: { modelFolder: '/box/descry-nano', recogniserFolder: '/nowhere', vision: half, recogniser: half },
  }
  const narrator: Pick<ModelNarrator, 'use' | 'status'> = {
    use({ folder, device }) {
      const { promise, resolve } = Promise.withResolvers<Result<object>>()
      uses.push({ folder, device, answer: resolve })
      return promise as ReturnType<ModelNarrator['use']>
    },
    status: async () => status.value,
  }
  let kept: Settings = { ...DEFAULT_SETTINGS, ...settings }
  const settingsStore = {
    current: () => kept,
    async change(patch: SettingsPatch) {
      kept = { ...kept, ...(patch as Partial<Settings>) }
      return { ok: true } as const
    },
  }
  const state = new AppStateStore(anAppState(), () => undefined)
  const messages = () => createMessages('en')
  const notice = (_topic: string, text: string): void => void said.push(text)
  const queue = new ModelQueue({
    changed: (work, waiting) => state.change({ models: { ...state.state.models, work, waiting } }),
  })
  const models = new AppModels({
    ...{ store: scripted.store, queue, narrator, state, messages, notice, platform: 'linux' },
    facts: async () => ({
      ...{ firstTokenSeconds: null, tokensPerSecond: null, modelInUse: 'descry-nano', languages: ['en'] },
      ...{ freeMemory: 1, totalMemory: 1, freeDisk: 1 },
    }),
  })
  const inUse = new ModelInUse({ store: scripted.store, narrator, settings: settingsStore, state, messages, notice, changed: async () => undefined })
  return { ...scripted, said, uses, status, settings: settingsStore, listed: scripted.state, state, models, inUse }
}
