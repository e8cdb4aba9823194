import { until } from '../../support/desktop-session/until'
import { startOrca, type Orca } from '../../support/speech/orca-session'
import type { DesktopSession } from '../../support/desktop-session/session'
import { times } from './ask'
import type { World } from './world'

/** Orca shows what it would put on a braille display, in a window of its own and in its log. */
const BRAILLE = ['--enable', 'braille-monitor']

/** The real Orca in a world: what it says because of what is done, and what reaches the voice. */
export interface Listener {
  /** Orca as it runs; another one after `start`. */
  orca(): Orca
  start(session: DesktopSession): Promise<Orca>
  /** Waits until Orca has read what is in front, so that its own words do not count; what follows counts from here. */
  quiet(): Promise<void>
  /** What Orca said since then. */
  said(): string
  /** What it put on the braille display since then, a line each; with `braille` alone. */
  brailled(): readonly string[]
  /** Waits for words of Orca since then. */
  waitFor(words: string | RegExp): Promise<void>
  /**
   * Waits until nothing more comes, and gives how often a text was said by Orca and how often it reached the voice:
   * exactly once each, where there is one voice.
   */
  counts(...texts: readonly string[]): Promise<Record<string, readonly [orca: number, voice: number]>>
}

export function listener(world: () => World, { braille = false } = {}): Listener {
  let orca: Orca | undefined
  const from = { spoken: 0, brailled: 0 }
  const there = (): Orca => {
    if (!orca) throw new Error('Orca was not started')
    return orca
  }
  const said = (): string => there().spoken().slice(from.spoken).join(' ')
  return {
    orca: there,
    async start(session) {
      orca = await startOrca(session, braille ? BRAILLE : [])
      from.spoken = 0
      from.brailled = 0
      return orca
    },
    async quiet() {
      await there().settled()
      await world().speech.settled()
      await there().settled()
      from.spoken = there().spoken().length
      from.brailled = there().brailled().length
      await world().speech.forget()
    },
    said,
    brailled: () => there().brailled().slice(from.brailled),
    waitFor: (words) =>
      until(`Orca to say ${String(words)}`, () => (typeof words === 'string' ? said().includes(words) : words.test(said())), {
        more: () => `Orca said: ${said()}`,
      }).then(() => undefined),
    async counts(...texts) {
      await there().settled()
      const heard = (await world().speech.settled()).map(({ text }) => text).join(' ')
      return Object.fromEntries(texts.map((text) => [text, [times(said(), text), times(heard, text)] as const]))
    },
  }
}
