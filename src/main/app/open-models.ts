import type { Answer } from '../../shared/answer'
import type { Messages } from '../../shared/messages'
import type { ModelNarrator } from '../narrate/narrator'
import type { ModelStore } from '../models/model-store'
import type { SettingsStore } from '../settings/settings-store'
import type { Voice } from '../speak/voice'
import { AppModels } from './app-models'
import { DeviceNews } from './device-news'
import { machineFacts } from './machine-facts'
import { ModelInUse } from './model-in-use'
import { ModelQueue } from './model-queue'
import { Notices, type NoticeKind } from './notices'
import type { AppStateStore } from './state'
import type { Tell } from './tell'

interface OpenParts {
  readonly store: ModelStore
  /** Where models lie. */
  readonly folder: string
  readonly narrator: ModelNarrator
  readonly settings: SettingsStore
  readonly state: AppStateStore
  readonly messages: () => Messages
  readonly voice: Voice
  readonly tell: Tell
  /** Nothing is being said, and nothing keeps back what nobody asked for. */
  readonly isFree: () => boolean
  readonly platform: NodeJS.Platform
  readonly preferred: readonly string[]
  /** The newest whole answer. */
  readonly answer: () => Answer | undefined
  readonly refreshEngine: () => Promise<void>
}

/** The app's models: the list and its work, the one in use, and what is said of them. */
export function openModels(parts: OpenParts) {
  const { store, folder, narrator, settings, state, messages, voice, tell, isFree, platform, preferred, answer } = parts
  const notices = new Notices({ voice, tell, isFree })
  const notice = (topic: string, text: string, kind?: NoticeKind): void => notices.say(topic, { text, lang: messages().locale }, kind)
  const queue = new ModelQueue({
    changed: (work, waiting) => state.change({ models: { ...state.state.models, work, waiting } }),
  })
  const models = new AppModels({
    ...{ store, queue, narrator, state, messages, platform, notice },
    facts: (status) => {
      // What another model took says nothing of this one.
      const newest = answer()
      const own = newest?.model === status.vision.info?.model ? newest : undefined
      return machineFacts({ folder, modelInUse: state.state.models.inUse, answer: own, languages: [state.state.locale, ...preferred] })
    },
  })
  const inUse = new ModelInUse({ store, narrator, settings, state, messages, notice, changed: parts.refreshEngine })
  const device = new DeviceNews({ state, messages, notice })
  narrator.onDevice((report) => device.hear(report))
  return { models, inUse, notices, device }
}
