import { failure, type FailureCode } from '../../shared/codes'
import { routeOrder } from './choice'
import type { Availability, Message, MessageKind, Route, RouteId, Spoken, Words } from './route'
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
  /** The route that the next message would take, looked for since an answer began. */
  #looking: Promise<Route | undefined> | undefined
  /** What was silenced, until the routes took note of it. */
  #quieting: Promise<unknown> = Promise.resolve()
  #current: Route | undefined
  #last: RouteId | undefined
  #pumping = false
  #silenced = Promise.withResolvers<'silenced'>()

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

  begin(kind: MessageKind): SpokenAnswer {
    const id = this.#queue.begin(kind)
    // What is running may have changed since the last answer; looking now costs the first sentence nothing.
    this.#current = undefined
    this.#looking = this.#firstAvailable(new Set())
    const { promise, resolve } = Promise.withResolvers<Spoken>()
    this.#waiting.set(id, resolve)
    this.#report()
    return {
      say: (sentence) => {
        this.#queue.say(id, sentence)
        void this.#pump()
      },
      end: () => {
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
    const quiet = Promise.all(this.#options.routes.map((route) => route.silence()))
    this.#quieting = quiet
    this.#report()
    await quiet
  }

  /** The user's setting, from the next message on; undefined: the best. */
  prefer(route: RouteId | undefined): void {
    this.#override = route
    this.#current = undefined
    this.#looking = undefined
  }

  /** Silences what is ours and leaves every route. */
  async close(): Promise<void> {
    if (this.#pumping) await this.silence()
    await this.#looking
    await Promise.all(this.#options.routes.map((route) => route.close()))
  }

  /** Sends what there is to send, a message at a time, until nothing is left. */
  async #pump(): Promise<void> {
    this.#report()
    if (this.#pumping) return
    this.#pumping = true
    try {
      // The message that is out was refused or lost by these.
      const tried = new Set<RouteId>()
      let lost: { by: RouteId; code: FailureCode; spoke: boolean } | undefined
      while (this.#queue.pending) {
        // A route that still silences would take the next message for one of those.
        await this.#quieting
        const { promise: silenced } = this.#silenced
        const route = await Promise.race([this.#choose(tried), silenced])
        if (route === 'silenced') continue
        if (!route) {
          this.#queue.fail(lost?.code ?? 'no-voice')
          this.#report()
          continue
        }
        if (lost?.spoke) this.#queue.interject(this.#options.lostWords(lost.by, route.id))
        lost = undefined
        const message = this.#queue.next(route.traits)
        if (!message) break
        const spoken = await Promise.race([this.#speak(route, message), silenced])
        if (spoken === 'silenced') continue
        if (spoken.ok) {
          tried.clear()
          this.#queue.settle(spoken.end)
        } else {
          tried.add(route.id)
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

  async #speak(route: Route, message: Message): Promise<Spoken> {
    const spoken = await route.speak(message)
    if (spoken.ok) this.#last = route.id
    return spoken
  }

  async #choose(tried: ReadonlySet<RouteId>): Promise<Route | undefined> {
    if (this.#current && !tried.has(this.#current.id)) return this.#current
    const looking = this.#looking
    this.#looking = undefined
    const found = await looking
    const usable = found && this.#order(tried).includes(found)
    this.#current = usable ? found : await this.#firstAvailable(tried)
    return this.#current
  }

  async #firstAvailable(tried: ReadonlySet<RouteId>): Promise<Route | undefined> {
    for (const route of this.#order(tried)) {
      if ((await route.detect()).available) return route
    }
    return undefined
  }

  #order(tried: ReadonlySet<RouteId>): Route[] {
    const { routes, now } = this.#options
    const present = routes.map((r) => r.id)
    return routeOrder(present, this.#override, this.#deadSince, tried, now()).flatMap(
      (id) => routes.find((r) => r.id === id) ?? [],
    )
  }

  /** Tells the answers that finished how they ended. */
  #report(): void {
    for (const [id, outcome] of this.#queue.takeFinished()) {
      this.#waiting.get(id)?.(spokenOf(outcome))
      this.#waiting.delete(id)
    }
  }
}

function spokenOf(outcome: Outcome): Spoken {
  const ends: readonly string[] = ['spoken', 'silenced', 'handed-over']
  return ends.includes(outcome)
    ? { ok: true, end: outcome as 'spoken' | 'silenced' | 'handed-over' }
    : failure(outcome as FailureCode)
}
