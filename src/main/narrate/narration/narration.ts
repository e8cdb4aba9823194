import type { Answer, AnswerSentence } from '../../../shared/answer'
import { failure, type Failure, type Result } from '../../../shared/codes'
import type { FrameLook } from '../../../shared/engine-protocol'
import type { MessageKey, Messages } from '../../../shared/messages'
import type { TextLine } from '../../../shared/text-line'
import { hedged } from '../hedge'
import { textSentences } from '../recognised-text'
import { aimOf, isWhole, type Aim } from './aim'
import { Hindrance, type Condition } from './condition'
import { LookLoop, RETRY_EVERY } from './look-loop'
import { News } from './news'
import { Outbox, type Message } from './outbox'
import { ownSentence } from '../own-sentence'
import type { Frame, NarrationParts } from './parts'
import { SceneWatch } from './scene-watch'
import { keyOf, TextNews } from './text-news'
import { viewOf, type View } from './view'

/** Pixels across of the frames that are only looked at. */
const LOOK_WIDTH = 320
/** Looks in a row that must be blurred: people move. */
const BLURRED_LOOKS = 5
/** Milliseconds between two descriptions, at least: in a film that moves on and on, the model has its rests. */
const DESCRIBE_EVERY = 1500
/** Descriptions of a view at rest, to see once more what was seen on the way. */
const MOST_GLANCES = 2

/**
 * Watches a camera and says what is new: looks at small frames, has those described that show something else for
 * two frames, and says of them what was not said before. All state is of one run; `outbox` decides when it is said.
 */
export class Narration {
  readonly #parts: NarrationParts
  readonly #scene = new SceneWatch()
  readonly #news = new News()
  readonly #text = new TextNews()
  readonly #hindrance = new Hindrance()
  readonly #outbox: Outbox
  readonly #loop: LookLoop<Frame>
  #aim: { readonly wrong: Aim; readonly said: boolean } | null = null
  #blurred = 0
  /** Descriptions of the view at which the camera came to rest. */
  #glances = 0
  #described = -Infinity
  /** To be called when all of the view was said. */
  #known: () => void = () => undefined

  constructor(parts: NarrationParts) {
    this.#parts = parts
    this.#outbox = new Outbox(parts, { news: this.#news, text: this.#text })
    this.#loop = new LookLoop(parts, this.#outbox, {
      see: (signal) => this.#see(signal),
      tell: (frame, signal) => this.#tell(frame, signal),
      resume: () => this.#resume(),
      reminder: () => (this.#hindrance.now === 'gone' ? null : 'narration.still-on'),
      // It waits itself, for the camera to open.
      isGone: () => false,
    })
  }

  /**
   * Narrates what an open camera sees until the signal is given.
   * @returns why it ended by itself, or `cancelled`
   */
  run(signal: AbortSignal): Promise<Failure> {
    return this.#loop.run(signal)
  }

  /** Something else was asked for: what is being described is given up, and looked at again afterwards. */
  interrupt(): void {
    this.#loop.interrupt()
  }

  async #see(signal: AbortSignal): Promise<Result<{ seen: Frame | null }>> {
    this.#outbox.send()
    const small = await this.#parts.camera.frame(signal, LOOK_WIDTH)
    if (!small.ok && !signal.aborted) await this.#gone(signal)
    return { ok: true, seen: small.ok ? small.frame : null }
  }

  async #tell(small: Frame, signal: AbortSignal): Promise<Failure | null> {
    const failed = await this.#look(small, signal)
    if (failed) this.#scene.forget()
    return failed
  }

  /** What waited is about a view of some time ago: it is looked at anew. */
  #resume(): void {
    if (this.#outbox.waiting) this.#scene.forget()
    this.#outbox.put(null)
  }

  async #look(small: Frame, signal: AbortSignal): Promise<Failure | null> {
    const { engine } = this.#parts
    const looked = await engine.look(small, this.#scene.against(), signal)
    if (!looked.ok) return looked
    const scene = this.#scene.see(looked.look)
    const view = this.#viewOf(looked.look)
    if (view === 'unsteady') return null
    if (view === 'blurred') return this.#hindered('blurred')
    if (scene === 'known' && view === 'clear') return this.#back()
    const { now: hindrance } = this.#hindrance
    // Light that fades, and a picture that becomes sharp, need not be another scene.
    const isOtherView = view === 'dark' ? hindrance === null : hindrance === 'blurred'
    if (scene === 'changed' || (scene === 'same' && isOtherView)) {
      this.#glances = 0
      return this.#describe(view, signal)
    }
    // A camera that came to rest, with something that was named once on the way.
    if (scene === 'same' && this.#news.wantsMore && hindrance === null && this.#glances < MOST_GLANCES && this.#isDue) {
      this.#glances++
      return this.#describe(view, signal)
    }
    return scene === 'same' && this.#text.wantsMore && hindrance === null ? this.#readAgain(signal) : null
  }

  /** `unsteady`: blurred, and not yet for long. */
  #viewOf(look: FrameLook): View | 'unsteady' {
    const view = viewOf(look)
    this.#blurred = view === 'blurred' ? this.#blurred + 1 : 0
    return view === 'blurred' && this.#blurred < BLURRED_LOOKS ? 'unsteady' : view
  }

  get #isDue(): boolean {
    return this.#parts.clock.now() - this.#described >= DESCRIBE_EVERY
  }

  async #describe(view: View, signal: AbortSignal): Promise<Failure | null> {
    const { camera, engine, clock } = this.#parts
    // The change lasts: it is described when it is due.
    if (!this.#isDue) return null
    this.#described = clock.now()
    const moved = this.#scene.moved()
    const isPassing = moved !== null && (this.#news.wantsMore || moved.x !== 0 || moved.y !== 0)
    this.#known = this.#scene.keep()
    this.#text.anew()
    const whole = await camera.frame(signal)
    if (!whole.ok) {
      this.#scene.forget()
      return null
    }
    // In the dark the recogniser's gate tells whether there is anything; no model guesses at it.
    const seen = await (view === 'dark' ? engine.read(whole.frame, signal) : engine.describe(whole.frame, signal))
    if (!seen.ok) return seen
    this.#loop.worked()
    const { answer } = seen
    const nothing = hindranceOf(answer, view)
    if (nothing) return this.#hindered(nothing)
    this.#hindrance.set(null)
    this.#say(this.#fresh(answer, isPassing), this.#newLines(answer), answer)
    return null
  }

  /** At a view of which everything was said: what waits is about another one. */
  #back(): null {
    this.#text.anew()
    this.#hindrance.set(null)
    this.#outbox.put(this.#ofHindrance())
    return null
  }

  /** The same view once more, for text that was read in one frame only. */
  async #readAgain(signal: AbortSignal): Promise<Failure | null> {
    const { camera, engine } = this.#parts
    const whole = await camera.frame(signal)
    if (!whole.ok) return signal.aborted ? whole : null
    const read = await engine.read(whole.frame, signal)
    if (!read.ok) return read
    const lines = this.#newLines(read.answer)
    // What waits to be said of this view is said with it.
    const waiting = this.#outbox.waiting
    if (lines.length > 0) this.#say(waiting?.claims ?? [], [...unread(waiting?.lines ?? [], lines), ...lines], read.answer)
    return null
  }

  #hindered(condition: Condition): null {
    const isOther = this.#hindrance.set(condition)
    // Of what waited before a question it is not known any more.
    if (isOther || this.#outbox.waiting === null) this.#outbox.put(this.#ofHindrance())
    return null
  }

  #ofHindrance(): Message | null {
    const { words } = this.#hindrance
    return words && { ...this.#own(words), isUrgent: this.#hindrance.now === 'gone', said: () => this.#hindrance.told() }
  }

  /** What is new of the model's words, or of the gate's on a plain surface. */
  #fresh(answer: Answer, isPassing: boolean): AnswerSentence[] {
    const claims = claimsOf(answer, this.#parts.messages())
    const fresh = this.#news[isPassing ? 'passing' : 'fresh'](claims.map(({ text }) => text), this.#parts.clock.now())
    return claims.filter(({ text }) => fresh.includes(text))
  }

  /** Lines that were read twice and not said yet; what is cut off at an edge is not read. */
  #newLines({ lines, width, height }: Answer): TextLine[] {
    return this.#text.read(lines.filter((line) => isWhole(line, width, height)), this.#parts.clock.now())
  }

  #say(claims: readonly AnswerSentence[], lines: readonly TextLine[], answer: Answer): void {
    const { messages, hedge } = this.#parts
    const { width, height } = answer
    const over = this.#ofHindrance()
    const aim = this.#aimed(answer)
    const spoken = claims.map((claim, i) => (i === 0 && claim.source === 'model' ? { ...claim, text: hedged(claim.text, hedge()) } : claim))
    const text = lines.length > 0 ? textSentences(lines, { width, height, length: 'normal', kind: 'photo', messages: messages() }) : []
    const hint = aim && this.#aim?.said === false ? this.#own(`narration.aim.${aim}`).sentences : []
    const inSight = lines.length > 0 && (this.#outbox.waiting?.inSight === true || (aim === null && this.#aim?.said === true))
    if (aim === null && (inSight || this.#aim?.said === false)) this.#aim = null
    const known = this.#known
    const sentences = [...(over?.sentences ?? []), ...spoken, ...hint, ...text]
    if (sentences.length === 0) known()
    this.#outbox.put({
      ...{ sentences, claims, lines, inSight },
      said: () => {
        known()
        over?.said?.()
        if (hint.length > 0 && this.#aim) this.#aim = { ...this.#aim, said: true }
      },
    })
  }

  /** How text that was read is to be moved; said once until it is another way or right. */
  #aimed({ lines, width, height }: Answer): Aim | null {
    const wrong = aimOf(lines, width, height)
    if (wrong && wrong !== this.#aim?.wrong) this.#aim = { wrong, said: false }
    return wrong
  }

  async #gone(signal: AbortSignal): Promise<void> {
    const { camera, clock } = this.#parts
    this.#hindered('gone')
    const held = await this.#loop.whileSaying(signal, async () => {
      await clock.wait(RETRY_EVERY, signal)
      return signal.aborted ? failure('cancelled') : camera.hold(signal)
    })
    if (!held.ok) return
    this.#scene.forget()
    this.#hindrance.set(null)
    this.#outbox.put(this.#ofHindrance())
  }

  #own(key: MessageKey): Message {
    return { sentences: [ownSentence(this.#parts.messages(), key)], claims: [], lines: [] }
  }
}

/** Those of some lines that are not among others: until it is said, a line is new at each reading. */
function unread(lines: readonly TextLine[], others: readonly TextLine[]): TextLine[] {
  const keys = new Set(others.map(keyOf))
  return lines.filter((line) => !keys.has(keyOf(line)))
}

function hindranceOf({ empty }: Answer, view: View): Condition | null {
  if (empty === 'black' || empty === 'covered') return 'covered'
  return view === 'dark' ? 'dark' : null
}

/** The model's words; without any the gate's on a plain surface, or that nobody can tell. */
function claimsOf({ sentences }: Answer, messages: Messages): AnswerSentence[] {
  const models = sentences.filter(({ source }) => source === 'model')
  const others: readonly string[] = [messages.say('answer.some-photo'), messages.say('answer.screen')]
  return models.length > 0 ? models : sentences.filter(({ source, text }) => source === 'gate' || others.includes(text))
}
