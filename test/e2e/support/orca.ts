import type { Page } from 'playwright-core'
import { until } from '../../support/desktop-session/until'
import { noOrca, startOrca, type Orca } from '../../support/speech/orca-session'
import type { DesktopSession } from '../../support/desktop-session/session'
import type { AppOptions } from './app'
import { pageFile, times } from './ask'
import { inAWorld, type World } from './world'

/** Orca shows what it would put on a braille display, in a window of its own and in its log. */
const BRAILLE = ['--enable', 'braille-monitor']

/** The real Orca in a world: what it says because of what is done, and what reaches the voice. */
interface Listener {
  /** Orca as it runs; another one after `start`. */
  orca(): Orca
  start(session: DesktopSession): Promise<Orca>
  /** Shows a page and waits until Orca has read it. @param title what Orca calls it */
  shown(name: string, title: string): Promise<Page>
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

function listener(world: () => World, { braille = false } = {}): Listener {
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
    async shown(name, title) {
      const page = await world().pages.show(pageFile(name))
      await until('Orca to see the page', () => there().spoken().some((text) => text.includes(title)))
      await this.quiet()
      return page
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

interface OrcaWorld {
  /** With Orca's braille monitor: a window that stands before others. */
  readonly braille?: boolean
  readonly needs?: readonly string[]
  readonly app?: (session: DesktopSession) => Promise<AppOptions>
}

/** Tests in one world in which the real Orca runs before the app does. */
export function inAWorldWithOrca(name: string, { braille = false, needs = [], app }: OrcaWorld, define: (world: World, orca: Listener) => void): void {
  let here: World
  const orca = listener(() => here, { braille })
  const before = async (session: DesktopSession): Promise<AppOptions> => {
    await orca.start(session)
    return (await app?.(session)) ?? {}
  }
  inAWorld(name, { cannot: noOrca, needs, before }, (world) => {
    here = world
    define(world, orca)
  })
}

/** Tests in one world without a reader, to which Orca can come. */
export function inAWorldBeforeOrca(name: string, define: (world: World, orca: Listener) => void): void {
  let here: World
  const orca = listener(() => here)
  inAWorld(name, { cannot: noOrca }, (world) => {
    here = world
    define(world, orca)
  })
}
