import type { FailureCode } from '../../shared/codes'
import type { Message, MessageKind, RouteTraits, SpokenEnd, Words } from './route'

export type AnswerId = number
export type Outcome = SpokenEnd | FailureCode

interface Entry {
  readonly id: AnswerId
  readonly kind: MessageKind
  /** It says more about what has the focus. */
  readonly goesOn: boolean
  /** Not handed to a route yet, in order. */
  waiting: readonly Words[]
  ended: boolean
  /** Messages that a route took. */
  sent: number
  /** The weakest thing known about the messages so far. */
  end: SpokenEnd
}

interface InFlight {
  readonly entry: Entry
  readonly parts: readonly Words[]
}

/**
 * What is to be said and in which messages: no clock, no route, no promise. One message is out at a
 * time. A message that a route lost comes back and is said again, so that every sentence reaches its
 * end exactly once, whichever routes come and go.
 */
export class SpeechQueue {
  #entries: Entry[] = []
  #inFlight: InFlight | undefined
  #lastId = 0
  #finished: (readonly [AnswerId, Outcome])[] = []

  /** @param goesOn it says more about what has the focus, and comes behind what is said of that already */
  begin(kind: MessageKind, goesOn = false): AnswerId {
    // Only the newest narration is worth hearing; what it replaces goes unsaid.
    if (kind === 'narration') this.#drop((entry) => entry.kind === 'narration')
    // What has the focus now is what counts; an answer is worth more. Of what came to it the newest is enough.
    if (kind === 'focus') this.#drop((entry) => entry.kind === 'focus' && (!goesOn || (entry.goesOn && this.#inFlight?.entry !== entry)))
    const entry: Entry = { id: ++this.#lastId, kind, goesOn, waiting: [], ended: false, sent: 0, end: 'spoken' }
    this.#entries.push(entry)
    return entry.id
  }

  say(id: AnswerId, words: Words): void {
    const entry = this.#entries.find((e) => e.id === id)
    if (entry && !entry.ended) entry.waiting = [...entry.waiting, words]
  }

  end(id: AnswerId): void {
    const entry = this.#entries.find((e) => e.id === id)
    if (!entry) return
    entry.ended = true
    this.#settleEntry(entry)
  }

  /** Words said before everything else, on their own: that a route went away. */
  interject(words: Words): void {
    const id = ++this.#lastId
    this.#entries.unshift({ id, kind: 'failure', goesOn: false, waiting: [words], ended: true, sent: 0, end: 'spoken' })
  }

  /**
   * The next message for a route of these traits, now out; undefined when there is nothing to send.
   *
   * @param whole an answer is one message, and only once it is complete
   */
  next(traits: RouteTraits, whole = false): Message | undefined {
    if (this.#inFlight) return undefined
    const entry = this.#turn()
    if (!entry) return undefined
    const count = whole ? wholeSize(entry) : messageSize(entry, traits)
    if (count === 0) return undefined
    // Once the answer speaks, word that it is being worked on is stale.
    if (isAsked(entry)) this.#drop((other) => other.kind === 'progress')
    const parts = entry.waiting.slice(0, count)
    entry.waiting = entry.waiting.slice(count)
    this.#inFlight = { entry, parts }
    const text = parts.map((p) => p.text).join(' ')
    return { kind: entry.kind, lang: parts[0]?.lang ?? 'und', text }
  }

  /** Whose message `next` would give. */
  get due(): AnswerId | undefined {
    return this.#turn()?.id
  }

  /** What is out says what has the focus: it may be cut off for better words. */
  get saysFocus(): boolean {
    return this.#inFlight?.entry.kind === 'focus'
  }

  /** The user silenced the reader: what it began to say is not gone on with. */
  silencedByUser(): void {
    this.#drop((entry) => entry.sent > 0 || this.#inFlight?.entry === entry)
  }

  /** Something was handed over of what is not complete yet. */
  get begun(): boolean {
    return this.#entries.some((entry) => entry.sent > 0 || this.#inFlight?.entry === entry)
  }

  /** Whether `next` would give a route of any traits something: worth looking for a route. */
  get pending(): boolean {
    return this.#inFlight === undefined && (this.#turn()?.waiting.length ?? 0) > 0
  }

  /** The message that is out reached its end. A silenced one takes the rest of its answer with it. */
  settle(end: SpokenEnd): void {
    const out = this.#inFlight
    this.#inFlight = undefined
    if (!out || !this.#entries.includes(out.entry)) return
    out.entry.sent += 1
    if (end === 'silenced') {
      this.#finish(out.entry, 'silenced')
      return
    }
    if (end === 'handed-over') out.entry.end = end
    this.#settleEntry(out.entry)
  }

  /** The message that is out never reached its end: it is the next one again. */
  giveBack(): void {
    const out = this.#inFlight
    this.#inFlight = undefined
    if (out) out.entry.waiting = [...out.parts, ...out.entry.waiting]
  }

  /** Nobody can say what waits: every answer ends with this code. */
  fail(code: FailureCode): void {
    this.#inFlight = undefined
    for (const entry of [...this.#entries]) this.#finish(entry, code)
  }

  /** Drops everything; what is still said into the dropped answers goes nowhere. */
  silence(): void {
    this.#inFlight = undefined
    this.#drop(() => true)
  }

  /** The answers that finished since the last call. */
  takeFinished(): readonly (readonly [AnswerId, Outcome])[] {
    const finished = this.#finished
    this.#finished = []
    return finished
  }

  /**
   * Whose turn it is: answers and failures in their order, each to its end; word of progress only
   * while nothing better is there to say; narration when no answer is open.
   */
  #turn(): Entry | undefined {
    const asked = this.#entries.find(isAsked)
    if (asked && (asked.waiting.length > 0 || asked.sent > 0)) return asked
    const progress = this.#entries.find((e) => e.kind === 'progress' && e.waiting.length > 0)
    if (progress) return progress
    return asked ?? this.#entries.find((e) => e.kind === 'focus') ?? this.#entries.find((e) => e.kind === 'narration')
  }

  #settleEntry(entry: Entry): void {
    if (entry.ended && entry.waiting.length === 0 && this.#inFlight?.entry !== entry) {
      this.#finish(entry, entry.end)
    }
  }

  #drop(which: (entry: Entry) => boolean): void {
    for (const entry of this.#entries.filter(which)) this.#finish(entry, 'silenced')
  }

  #finish(entry: Entry, outcome: Outcome): void {
    this.#entries = this.#entries.filter((e) => e !== entry)
    this.#finished.push([entry.id, outcome])
  }
}

function isAsked(entry: Entry): boolean {
  return entry.kind === 'answer' || entry.kind === 'failure'
}

const wholeSize = ({ ended, waiting }: Entry): number => (ended ? waiting.length : 0)

/**
 * How many of the waiting sentences make the next message. Where silencing is reported, one, so that
 * the rest can be dropped. Where it is not, each message is one more that the user has to stop: an
 * answer is its first sentence, then all the rest in one; or only one, if it is complete already.
 */
function messageSize(entry: Entry, traits: RouteTraits): number {
  if (traits.reportsSilenced) return Math.min(1, entry.waiting.length)
  if (entry.ended) return entry.waiting.length
  return entry.sent === 0 ? Math.min(1, entry.waiting.length) : 0
}
