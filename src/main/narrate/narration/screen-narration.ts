import type { Answer, AnswerSentence } from '../../../shared/answer'
import { failure, type Failure, type Result } from '../../../shared/codes'
import type { FrameLook } from '../../../shared/engine-protocol'
import type { Rect } from '../../../shared/rect'
import { intersect } from '../../../shared/rects'
import type { TextLine } from '../../../shared/text-line'
import { hedged } from '../hedge'
import { joined, NORMAL_WORDS, recognised } from '../recognised-text'
import { Hindrance } from './condition'
import { LookLoop } from './look-loop'
import { News } from './news'
import { IDLE, Outbox } from './outbox'
import { ownSentence } from '../own-sentence'
import type { Frame, NewWindow, ScreenNarrationParts, Seen } from './parts'
import { newest, ScreenText } from './screen-text'
import { ScreenWatch, type Motion } from './screen-watch'
import { keyOf } from './text-news'

/** Milliseconds between two reads, at least, and between two readings of the same rows. */
const READ_EVERY = 600
/** What is read as it goes is read again no sooner than so many times the time that it took: half of the time is rest. */
const RESTS = 1
/** Letters that a line in a film has at least: what else a recogniser sees there is mostly no text. */
const IN_FILM = 4
/** Letters a second that a person types, at the most, and milliseconds of typing that are reckoned with. */
const TYPING = { letters: 12, longest: 5000 } as const
/** Share of the whole from which a picture that changed is described, and milliseconds between two of them. */
const DESCRIBED = { share: 0.08, every: 6000 } as const
/** Windows that are told of in one message, the newest. */
const MOST_WINDOWS = 2
/** No picture in time is no failure of narration: the next look tries again. */
const NOT_SEEN = failure('cancelled')
const WHOLE: Rect = { x: 0, y: 0, width: 1, height: 1 }

type Changed = Extract<Motion, { is: 'changed' }>

/**
 * Watches a screen, a window or a region and says what is new: reads the rows that changed, once they are at rest,
 * and says the lines that did not stand there before; tells of windows that open; has pictures described. All state
 * is of one run; `outbox` decides when it is said.
 */
export class ScreenNarration {
  readonly #parts: ScreenNarrationParts
  readonly #watch = new ScreenWatch()
  readonly #text = new ScreenText()
  readonly #news = new News()
  readonly #hindrance = new Hindrance()
  readonly #outbox: Outbox
  readonly #loop: LookLoop<Seen>
  #small: { readonly frame: Frame; readonly signature: FrameLook['signature'] } | null = null
  #windows: readonly NewWindow[] = []
  #claims: readonly AnswerSentence[] = []
  /** The rows that were read last, when, and how long that took, milliseconds. */
  #read: { readonly part: Rect; readonly at: number; readonly took: number } | null = null
  /** When all of it was known. */
  #begun = 0
  #described = -Infinity
  #wasMuted = false

  constructor(parts: ScreenNarrationParts) {
    this.#parts = parts
    this.#outbox = new Outbox(parts, { news: this.#news, text: this.#text })
    this.#loop = new LookLoop(parts, this.#outbox, {
      see: (signal) => this.#see(signal),
      tell: (seen, signal) => this.#tell(seen, signal),
      resume: () => undefined,
      reminder: () => 'narration.still-on.screen',
      isGone: () => this.#hindrance.now === 'screen-gone',
    })
  }

  /**
   * Narrates until the signal is given.
   * @returns why it ended by itself (`window-closed`, …), or `cancelled`
   */
  run(signal: AbortSignal): Promise<Failure> {
    return this.#loop.run(signal)
  }

  /** Something else was asked for: what is being read is given up, and read again afterwards. */
  interrupt(): void {
    this.#loop.interrupt()
  }

  async #see(signal: AbortSignal): Promise<Result<{ seen: Seen | null }>> {
    const { isMuted, source } = this.#parts
    if (isMuted()) {
      this.#wasMuted = true
      this.#outbox.put(null)
      return { ok: true, seen: null }
    }
    // What happened meanwhile in a program of which nothing is said is not news afterwards.
    if (this.#wasMuted) this.#anew()
    this.#wasMuted = false
    const looked = await source.look(signal)
    this.#windows = [...this.#windows, ...source.opened()].slice(-MOST_WINDOWS)
    return looked
  }

  async #tell(seen: Seen, signal: AbortSignal): Promise<Failure | null> {
    this.#hindrance.set(seen.is === 'frame' ? null : seen.is)
    const failed = seen.is === 'frame' ? await this.#look(seen.frame, signal) : null
    this.#put()
    return failed
  }

  /** What is there now is taken to be known. */
  #anew(): void {
    this.#watch.forget()
    this.#small = null
    this.#windows = []
    this.#claims = []
    this.#parts.source.opened()
  }

  async #look(frame: Frame, signal: AbortSignal): Promise<Failure | null> {
    const { engine, clock } = this.#parts
    const before = this.#small
    const isOtherSize = before !== null && (before.frame.width !== frame.width || before.frame.height !== frame.height)
    if (isOtherSize) this.#anew()
    // A screen at rest costs the engine nothing.
    if (!before || isOtherSize || !isEqual(before.frame.bytes, frame.bytes)) {
      const looked = await engine.look(frame, [], signal)
      if (!looked.ok) return looked
      this.#small = { frame, signature: looked.look.signature }
    }
    const { signature } = this.#small as { signature: FrameLook['signature'] }
    const motion = this.#watch.see(signature, clock.now())
    if (this.#watch.isNew) return this.#begin(signal)
    const since = this.#read ? clock.now() - this.#read.at : Infinity
    if (since < READ_EVERY) return null
    if (motion.is === 'changed') return motion.restless && since < RESTS * (this.#read?.took ?? 0) ? null : this.#change(motion, signal)
    // Beside and in a film, too: a subtitle has gone when the film rests.
    return motion.is !== 'moving' && this.#text.wantsMore && this.#read ? this.#readRows(this.#read.part, true, signal) : null
  }

  /** All that stands there at the beginning is known, without a word. */
  async #begin(signal: AbortSignal): Promise<Failure | null> {
    const { source, engine, clock } = this.#parts
    this.#begun = clock.now()
    const whole = await source.part(WHOLE, signal)
    if (!whole.ok) return NOT_SEEN
    const read = await engine.read(whole.frame, signal)
    if (!read.ok) return read
    this.#loop.worked()
    this.#text.begin(read.answer.lines, clock.now())
    this.#watch.keep()
    return null
  }

  async #change({ part, restless }: Changed, signal: AbortSignal): Promise<Failure | null> {
    const { clock } = this.#parts
    // Rows that have something to be confirmed are read with them.
    const rows = this.#text.wantsMore && this.#read ? bothRows(part, this.#read.part) : rowsOf(part)
    const undo = this.#watch.keep()
    const failed = await this.#readRows(rows, false, signal)
    if (failed) {
      undo()
      return failed
    }
    if (restless) this.#watch.repaid(this.#text.wantsMore)
    const isPicture = part.width * part.height >= DESCRIBED.share && clock.now() - this.#described >= DESCRIBED.every
    if (!isPicture || restless || this.#text.wantsMore || this.#text.fresh().length > 0) return null
    const unseen = await this.#describe(part, signal)
    if (unseen) undo()
    else this.#described = clock.now()
    return unseen
  }

  /** Reads rows of their whole width, so that no line is cut. */
  async #readRows(part: Rect, again: boolean, signal: AbortSignal): Promise<Failure | null> {
    const { source, engine, clock, idle } = this.#parts
    const now = clock.now()
    // Since these rows were seen: letters that are typed while others are read are typed, too.
    const seen = this.#read && intersect(this.#read.part, part) ? this.#read.at - this.#read.took : this.#begun
    // Before the picture: where taking it begins a stream anew, that counts as input (X11, see `narration-source`).
    const isTyping = idle() < IDLE
    const taken = await source.part(part, signal)
    if (!taken.ok) return NOT_SEEN
    const { frame } = taken
    const read = await engine.read(frame, signal)
    if (!read.ok) return read
    this.#loop.worked()
    this.#read = { part, at: clock.now(), took: clock.now() - now }
    const height = frame.height / part.height
    const offset = part.y * height
    const lines = read.answer.lines
      .filter((line) => !isCut(line, frame.height, part))
      .map((line) => ({ ...line, box: { ...line.box, y: line.box.y + offset } }))
    const typed = isTyping ? Math.ceil((TYPING.letters * Math.min(now - seen, TYPING.longest)) / 1000) : 0
    const isSpared = (box: Rect): boolean => this.#watch.isRestless(shareOf(box, frame.width, height))
    const rows = { top: part.y > 0 ? offset : -Infinity, bottom: part.y + part.height < 1 ? offset + frame.height : Infinity, isSpared }
    const isNoise = ({ text, box }: TextLine): boolean => keyOf({ text }).length < IN_FILM && this.#watch.isFilm(shareOf(box, frame.width, height))
    // Unclear, so that what is known there stays where it is.
    const isNews = this.#text.read(lines.map((line) => (isNoise(line) ? { ...line, confidence: 0 } : line)), rows, { now: clock.now(), again, typed })
    if (isNews) this.#watch.repaid(true)
    return null
  }

  /** A picture that came where no new text stands, by the model's words. */
  async #describe(part: Rect, signal: AbortSignal): Promise<Failure | null> {
    const { source, engine, clock } = this.#parts
    const taken = await source.part(part, signal)
    if (!taken.ok) return NOT_SEEN
    const seen = await engine.describe(taken.frame, signal)
    if (!seen.ok) return seen
    const claims = claimsOf(seen.answer)
    const fresh = this.#news.fresh(claims.map(({ text }) => text), clock.now())
    this.#claims = claims.filter(({ text }) => fresh.includes(text))
    return null
  }

  /** What waits to be said, as it is now: what has gone meanwhile is not. */
  #put(): void {
    const { hedge, clock } = this.#parts
    const messages = this.#parts.messages()
    const over = this.#hindrance.words
    const lines = this.#text.fresh()
    const windows = this.#windows
    const claims = this.#claims
    const isText = !this.#hindrance.now
    const spoken = claims.map((claim, i) => (i === 0 ? { ...claim, text: hedged(claim.text, hedge()) } : claim))
    const sentences = [
      ...(over ? [ownSentence(messages, over)] : []),
      ...windows.map(({ kind, title, appName }) => ownSentence(messages, kind === 'dialog' ? 'narration.dialog' : 'narration.new-window', { title: title || appName, name: appName })),
      ...(isText ? [...spoken, ...this.#newText(lines)] : []),
    ]
    if (sentences.length === 0) return this.#outbox.put(null)
    const said = (): void => {
      if (over) this.#hindrance.told()
      this.#windows = this.#windows.filter((window) => !windows.includes(window))
      if (isText) this.#claims = []
      // A dialog's title is not read to the user a second time.
      this.#text.remember(windows.map(({ title }) => ({ text: title })), clock.now())
    }
    this.#outbox.put({ sentences, claims: isText ? claims : [], lines: isText ? lines : [], said })
  }

  #newText(lines: readonly TextLine[]): AnswerSentence[] {
    if (lines.length === 0) return []
    const messages = this.#parts.messages()
    const text = recognised(joined(newest(lines, NORMAL_WORDS)), messages)
    if (text.lang === messages.locale) return [{ ...text, text: messages.say('narration.new-text', { text: text.text }) }]
    return [{ ...text, text: messages.say('narration.new-text', { text: '' }).trim(), lang: messages.locale }, text]
  }
}

function rowsOf({ y, height }: Rect): Rect {
  return { ...WHOLE, y, height }
}

function bothRows(a: Rect, b: Rect): Rect {
  const y = Math.min(a.y, b.y)
  return rowsOf({ ...a, y, height: Math.max(a.y + a.height, b.y + b.height) - y })
}

/** A line at an edge of the rows that were read, but not at the screen's own, may go on beyond it. */
function isCut({ box }: TextLine, height: number, part: Rect): boolean {
  const isAtTop = box.y <= 1 && part.y > 0
  const isAtBottom = box.y + box.height >= height - 1 && part.y + part.height < 1
  return isAtTop || isAtBottom
}

function shareOf({ x, y, width, height }: Rect, across: number, down: number): Rect {
  return { x: x / across, y: y / down, width: width / across, height: height / down }
}

/** The model's words on a photograph; what it says of a screen is its text, which is read. */
function claimsOf({ kind, sentences }: Answer): AnswerSentence[] {
  return kind === 'photo' ? sentences.filter(({ source }) => source === 'model') : []
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(b)
}
