import { failure, type FailureCode } from '../../shared/codes'
import { routeOrder } from './choice'
import { READER_ROUTES, type Availability, type Driven, type Message, type MessageKind, type Route, type RouteId, type RouteTraits, type Spoken, type Words } from './route'
import { SpeechQueue, type AnswerId, type Outcome } from './speech-queue'

/** One answer on its way to the ear, a sentence at a time. */
export interface SpokenAnswer {
  /** Hands over one whole sentence; after a silence it goes nowhere. */
  say(sentence: Words): void
  /** No more sentences; resolves when the answer was spoken as far as its route can tell. */
  end(): Promise<Spoken>
}

export interface RouterOptions {
  readonly routes: readonly Route[]
  /** The user's setting: tried before the others. */
  readonly override?: RouteId | undefined
  /** What is said, once, when a route goes away in an answer and another goes on. */
  readonly lostWords: (from: RouteId, to: RouteId) => Words
  /** Milliseconds, monotonic. */
  readonly now: () => number
  /** Read anew for every answer. */
  readonly braille?: BrailleSettings
  /**
   * Tells that the user silenced the reader, by the key that silences every reader, until the function that it
   * returns is called. Watched only while a reader speaks for us that does not tell so itself.
   */
  readonly watchSilenceKey?: (heard: () => void) => () => void
}

export interface BrailleSettings {
  /** Answers go to braille alone, each as one message. */
  readonly only: boolean
  /** Nothing is spoken: what there is goes to braille where that can be had without a voice, and is shown. */
  readonly quiet?: boolean
  /** They stay there. */
  readonly sticky: boolean
}

const NO_BRAILLE: BrailleSettings = { only: false, sticky: false }
/** What is only shown: each sentence as it comes. */
const SHOWN: RouteTraits = { reportsEnd: true, reportsSilenced: true, separateBraille: false, language: true }

export interface BeginOptions {
  /** It was asked for as speech: it is spoken in quiet mode, too. */
  readonly aloud?: boolean
  /** More about what has the focus: it comes behind what is said of that already, instead of cutting it off. */
  readonly goesOn?: boolean
}

/** Who would speak, by what name; `driven` is null for a screen reader, whose voice is the user's to set there. */
export interface Speaker {
  readonly id: RouteId
  readonly name: string
  readonly driven: Driven | null
}

export interface Routed {
  readonly id: RouteId
  readonly availability: Availability
}

/** Chooses exactly one route a message, by what is really running, and keeps one message out at a time. */
export class Router {
  readonly #options: RouterOptions
  readonly #queue = new SpeechQueue()
  readonly #waiting = new Map<AnswerId, (spoken: Spoken) => void>()
  readonly #deadSince = new Map<RouteId, number>()
  #override: RouteId | undefined
  /** Answers that are spoken in quiet mode, too. */
  readonly #aloud = new Set<AnswerId>()
  /** The route that the next message would take, looked for since an answer began. */
  #looking: Promise<Route | undefined> | undefined
  /** What was silenced, until the routes took note of it. */
  #quieting: Promise<unknown> = Promise.resolve()
  #current: Route | undefined
  /** Counts changes of who may speak: what was looked for before one may be wrong after it. */
  #changes = 0
  #last: RouteId | undefined
  #pumping = false
  #silenced = Promise.withResolvers<'silenced'>()
  #endWatch: (() => void) | undefined
  /** Only routes to a reader may speak: one runs that we cannot name. */
  #readersOnly = false

  constructor(options: RouterOptions) {
    this.#options = options
    this.#override = options.override
  }

  /** The route that spoke last. */
  get last(): RouteId | undefined {
    return this.#last
  }

  /** Whether an answer is open or being spoken. */
  get busy(): boolean {
    return this.#waiting.size > 0
  }

  /** Looks at every route now; the first available one of the order would speak. */
  async look(): Promise<{ chosen: RouteId | undefined; routes: readonly Routed[] }> {
    const { routes } = this.#options
    const looked = await Promise.all(
      routes.map(async (r): Promise<Routed> => ({ id: r.id, availability: await r.detect() })),
    )
    const chosen = this.#order(new Set()).find(
      (r) => looked.find((l) => l.id === r.id)?.availability.available,
    )
    return { chosen: chosen?.id, routes: looked }
  }

  /** Who would speak now, and what Descry sets of it; undefined where nobody would. */
  async speaker(): Promise<Speaker | undefined> {
    for (const route of this.#order(new Set())) {
      const detected = await route.detect()
      if (detected.available) return { id: route.id, name: detected.name, driven: (await route.driven?.()) ?? null }
    }
    return undefined
  }

  begin(kind: MessageKind, { aloud = false, goesOn = false }: BeginOptions = {}): SpokenAnswer {
    const id = this.#queue.begin(kind, goesOn)
    if (aloud) this.#aloud.add(id)
    // What is running may have changed since the last answer; looking now costs the first sentence nothing.
    this.#current = undefined
    this.#looking = this.#firstAvailable(new Set(), this.#isQuiet(id))
    const { promise, resolve } = Promise.withResolvers<Spoken>()
    this.#waiting.set(id, resolve)
    this.#report()
    if (kind !== 'narration' && kind !== 'progress' && !goesOn) this.#cutFocus()
    const said: Words[] = []
    return {
      say: (sentence) => {
        said.push(sentence)
        this.#queue.say(id, sentence)
        void this.#pump()
      },
      end: () => {
        // Before it is spoken to its end: who reads braille does not wait for a voice.
        if (this.#waiting.has(id) && kind !== 'focus' && !this.#isQuiet(id)) void this.#showBraille(said.splice(0))
        this.#queue.end(id)
        void this.#pump()
        return promise
      },
    }
  }

  /** Drops what is queued and silences what sounds; resolves when the routes took note. */
  async silence(): Promise<void> {
    this.#queue.silence()
    this.#silenced.resolve('silenced')
    this.#silenced = Promise.withResolvers()
    const quiet = this.#silenceRoutes()
    this.#report()
    await quiet
  }

  /** Whether Descry's own voices keep silent. */
  set readersOnly(only: boolean) {
    this.#readersOnly = only
    this.#chooseAnew()
  }

  /** The user's setting, from the next message on; undefined: the best. */
  prefer(route: RouteId | undefined): void {
    this.#override = route
    this.#chooseAnew()
  }

  #chooseAnew(): void {
    this.#changes++
    this.#current = undefined
    this.#looking = undefined
  }

  /** Silences what is ours and leaves every route. */
  async close(): Promise<void> {
    if (this.#pumping) await this.silence()
    this.#unwatch()
    await this.#looking
    await Promise.all(this.#options.routes.map((route) => route.close()))
  }

  /** Sends what there is to send, a message at a time, until nothing is left. */
  async #pump(): Promise<void> {
    this.#report()
    if (this.#pumping) return
    this.#pumping = true
    try {
      // What is due was refused or lost by these.
      const tried = new Set<RouteId>()
      let triedFor: AnswerId | undefined
      let lost: { by: RouteId; code: FailureCode; spoke: boolean } | undefined
      while (this.#queue.pending) {
        // A route that still silences would take the next message for one of those.
        await this.#quieting
        const { promise: silenced } = this.#silenced
        const { due } = this.#queue
        // What they refused may have been dropped meanwhile: they are not blamed for it.
        if (due !== triedFor) tried.clear()
        const quiet = this.#isQuiet(due)
        const isStillDue = (): boolean => this.#queue.pending && due === this.#queue.due && quiet === this.#isQuiet(due)
        const route = await Promise.race([this.#choose(tried, quiet), silenced])
        // Meanwhile it may be another one's turn, or nobody's, or quiet no more.
        if (route === 'silenced' || !isStillDue()) continue
        if (!route && quiet) {
          // Nobody's braille can be had: it is shown, and that is all that is wanted.
          this.#queue.next(SHOWN)
          this.#queue.settle('handed-over')
          this.#report()
          continue
        }
        if (!route) {
          this.#queue.fail(lost?.code ?? (this.#readersOnly ? 'reader-unknown' : 'no-voice'))
          this.#report()
          continue
        }
        if (lost?.spoke) this.#queue.interject(this.#options.lostWords(lost.by, route.id))
        lost = undefined
        const message = this.#queue.next(route.traits, quiet || this.#braille.only)
        if (!message) break
        const spoken = await Promise.race([this.#speak(route, message, quiet), silenced])
        if (spoken === 'silenced') continue
        if (spoken.ok) {
          tried.clear()
          this.#queue.settle(spoken.end)
        } else {
          tried.add(route.id)
          triedFor = due
          const dead = spoken.code !== 'route-refused'
          if (dead) this.#deadSince.set(route.id, this.#options.now())
          lost = { by: route.id, code: spoken.code, spoke: dead && this.#last === route.id }
          this.#current = undefined
          this.#queue.giveBack()
        }
        this.#report()
      }
    } finally {
      this.#pumping = false
    }
  }

  async #speak(route: Route, message: Message, quiet: boolean): Promise<Spoken> {
    const spoken = await (quiet || this.#braille.only ? this.#inBraille(route, message) : this.#bySpeech(route, message))
    if (spoken.ok) this.#last = route.id
    return spoken
  }

  #bySpeech(route: Route, message: Message): Promise<Spoken> {
    if (READER_ROUTES.includes(route.id) && !route.traits.reportsSilenced) this.#watch()
    return route.speak(message)
  }

  /** By a reader whose braille cannot be had alone, its voice says it, too: the reader's own setting silences that. */
  #inBraille(route: Route, { kind, text, lang }: Message): Promise<Spoken> {
    if (route.braille) return route.braille({ text, lang, persistent: this.#braille.sticky })
    if (READER_ROUTES.includes(route.id)) return route.speak({ kind, text, lang })
    return Promise.resolve(failure('route-refused', 'it has no braille'))
  }

  /** A whole answer beside its speech, in one message. */
  async #showBraille(said: readonly Words[]): Promise<void> {
    const [first] = said
    if (!first || this.#braille.only) return
    const { promise: silenced } = this.#silenced
    const route = this.#current ?? (await Promise.race([this.#looking ?? this.#firstAvailable(new Set(), false), silenced]))
    // What was stopped meanwhile is not wanted in braille, either.
    if (route === 'silenced') return
    const text = said.map((words) => words.text).join(' ')
    await route?.braille?.({ text, lang: first.lang, persistent: this.#braille.sticky })
  }

  get #braille(): BrailleSettings {
    return this.#options.braille ?? NO_BRAILLE
  }

  #isQuiet(id: AnswerId | undefined): boolean {
    return this.#braille.quiet === true && (id === undefined || !this.#aloud.has(id))
  }

  /** What has the focus is cut off by what comes now. */
  #cutFocus(): void {
    if (this.#queue.saysFocus) void this.#silenceRoutes()
  }

  /** Resolves when the routes took note of this silence; messages wait for those before it, too. */
  #silenceRoutes(): Promise<unknown> {
    const quiet = Promise.all(this.#options.routes.map((route) => route.silence()))
    this.#quieting = Promise.all([this.#quieting, quiet])
    return quiet
  }

  /** From the first message of an answer on: what comes behind a silence is not said. */
  #watch(): void {
    this.#endWatch ??= this.#options.watchSilenceKey?.(() => {
      this.#queue.silencedByUser()
      this.#report()
    })
  }

  #unwatch(): void {
    this.#endWatch?.()
    this.#endWatch = undefined
  }

  async #choose(tried: ReadonlySet<RouteId>, quiet: boolean): Promise<Route | undefined> {
    const known = this.#current
    if (known && !tried.has(known.id) && (!quiet || known.braille)) return known
    const changes = this.#changes
    const looking = this.#looking
    let found = await looking
    // Who asks meanwhile waits for the same look.
    if (this.#looking === looking) this.#looking = undefined
    const usable = found && this.#usable(tried, quiet).includes(found) && (!quiet || found.braille !== undefined)
    if (!usable) found = await this.#firstAvailable(tried, quiet)
    if (changes !== this.#changes) return this.#choose(tried, quiet)
    return (this.#current = found)
  }

  async #firstAvailable(tried: ReadonlySet<RouteId>, quiet: boolean): Promise<Route | undefined> {
    for (const route of this.#usable(tried, quiet)) {
      // Some know only once they have looked whether their braille can be had alone.
      if ((await route.detect()).available && (!quiet || route.braille)) return route
    }
    return undefined
  }

  /** In quiet mode only those that may have braille without their voice. */
  #usable(tried: ReadonlySet<RouteId>, quiet: boolean): Route[] {
    const order = this.#order(tried)
    return quiet ? order.filter(({ id }) => READER_ROUTES.includes(id)) : order
  }

  #order(tried: ReadonlySet<RouteId>): Route[] {
    const { routes, now } = this.#options
    const present = routes.map((r) => r.id)
    const order = routeOrder(present, this.#override, this.#deadSince, tried, now())
    const allowed = this.#readersOnly ? order.filter((id) => READER_ROUTES.includes(id)) : order
    return allowed.flatMap((id) => routes.find((r) => r.id === id) ?? [])
  }

  /** Tells the answers that finished how they ended. */
  #report(): void {
    for (const [id, outcome] of this.#queue.takeFinished()) {
      this.#waiting.get(id)?.(spokenOf(outcome))
      this.#waiting.delete(id)
      this.#aloud.delete(id)
    }
    if (!this.#queue.begun) this.#unwatch()
  }
}

function spokenOf(outcome: Outcome): Spoken {
  const ends: readonly string[] = ['spoken', 'silenced', 'handed-over']
  return ends.includes(outcome)
    ? { ok: true, end: outcome as 'spoken' | 'silenced' | 'handed-over' }
    : failure(outcome as FailureCode)
}
