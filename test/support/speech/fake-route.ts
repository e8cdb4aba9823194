import type { BrailleMessage, Message, Route, RouteId, RouteTraits, Spoken } from '../../../src/main/speak/route'
import { failure } from '../../../src/shared/codes'

export const TELLS: RouteTraits = { reportsEnd: true, reportsSilenced: true, separateBraille: false, language: true }
/** A reader that tells nothing. */
export const MUTE: RouteTraits = {
  reportsEnd: false,
  reportsSilenced: false,
  separateBraille: false,
  language: false,
}

export interface FakeRoute extends Route {
  running: boolean
  readonly heard: string[]
  /** What was shown in braille alone. */
  readonly shown: BrailleMessage[]
  readonly log: string[]
  /** What becomes of the messages to come, in order; when used up, they are spoken. */
  readonly fate: Spoken[]
  /** Messages are held until `release` or a silence. */
  held: boolean
  release(spoken: Spoken): void
}

/** A route that keeps what it is given, for whoever routes messages. */
export function fakeRoute(id: RouteId, traits: RouteTraits = TELLS): FakeRoute {
  let release: (spoken: Spoken) => void = () => undefined
  const route: FakeRoute = {
    id,
    traits,
    running: true,
    heard: [],
    shown: [],
    log: [],
    fate: [],
    held: false,
    release: (spoken) => release(spoken),
    async detect() {
      route.log.push('detect')
      return route.running ? { available: true, name: id } : { available: false, reason: 'It is off.' }
    },
    async speak(message: Message) {
      if (!route.running) return failure('route-lost')
      const fate = route.fate.shift()
      if (fate && !fate.ok) return fate
      route.heard.push(message.text)
      if (route.held) return new Promise<Spoken>((resolve) => (release = resolve))
      return fate ?? { ok: true, end: traits.reportsEnd ? 'spoken' : 'handed-over' }
    },
    async silence() {
      route.log.push('silence')
      release({ ok: true, end: 'silenced' })
    },
    async close() {
      route.log.push('close')
    },
    ...(traits.separateBraille
      ? {
          async braille(message: BrailleMessage) {
            route.shown.push(message)
            return { ok: true, end: 'handed-over' } as const
          },
        }
      : {}),
  }
  return route
}
