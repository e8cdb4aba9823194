import { basename } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { AnswerSentence } from '../../shared/answer'
import { failure, type Failure, type Result } from '../../shared/codes'
import { commandSpec, type CommandId } from '../../shared/commands'
import type { HomeView } from '../../shared/ipc-schema'
import type { Messages } from '../../shared/messages'
import type { Picture } from '../../shared/picture'
import type { Settings } from '../../shared/settings'
import type { Topic } from '../../shared/verbosity'
import { lastSaid } from '../narrate/more'
import type { Narrator } from '../narrate/narrator'
import type { Voice } from '../speak/voice'
import { failureSentence, type Answering, type Asked, type TakenPicture } from './answering'
import type { Asking } from './asking'
import { carryOut, type CellStep, type CommandActions, type CommandPress, type NarrationSource, type TuneCommand } from './commands'
import type { Features } from './features'
import { usesLayerPicture } from './layer'
import type { Answers, Told } from './answers'
import type { Narrating } from './narrating'
import { more } from './recall'
import type { Tell } from './tell'

/** Milliseconds after which the text view opens without what is still being read. */
const READ_DEADLINE = 5000

export type Source = 'screen' | 'window' | 'pointer' | 'clipboard' | 'camera'
type Took = Promise<Result<{ taken: TakenPicture }>>

/** Where pictures come from; see `pictures.ts`. */
export interface PictureSources {
  take(source: Source, signal: AbortSignal): Took
  /** Another command's part of the picture that the layer key took; a new one where that does not show it. */
  part(layer: TakenPicture, source: Source, signal: AbortSignal): Took
}

export interface DescryParts {
  readonly answering: Answering
  readonly answers: Answers
  readonly narrator: Narrator
  readonly voice: Voice
  readonly pictures: PictureSources
  readonly narrating: Narrating
  readonly asking: Asking
  readonly features: Features
  readonly messages: () => Messages
  readonly tell: Tell
  readonly settings: () => Settings
  readonly showHome: (view: HomeView, focus: 'heading' | 'answer', line?: number) => void
  readonly writeText: (text: string) => void
  readonly statusSentences: () => Promise<readonly string[]>
  readonly learnKeys: (on: boolean) => void
  readonly isLearning: () => boolean
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** What Descry does when it is asked, by key, button, menu or another process. */
export class Descry implements CommandActions {
  readonly #parts: DescryParts
  #layerPicture: Took | null = null

  constructor(parts: DescryParts) {
    this.#parts = parts
  }

  /** A command from a key or a button. */
  run(id: CommandId, press: CommandPress = 'once'): void {
    carryOut(id, press, false, this)
  }

  /** A command from the layer menu. */
  runFromLayer(id: CommandId, taken: Took): void {
    const isAbout = usesLayerPicture(id)
    this.#layerPicture = isAbout ? taken : null
    carryOut(id, 'once', isAbout, this)
  }

  answer(asked: CommandId, verb: 'describe' | 'read', source: Source, layer: boolean): void {
    const took = this.#layerTook(layer)
    const { pictures, answering, messages } = this.#parts
    void answering.run({
      asked,
      verb,
      about: messages().say(commandSpec(asked).name),
      take: async (signal) => {
        if (!took) return pictures.take(source, signal)
        const all = await took
        return all.ok ? pictures.part(all.taken, source, signal) : all
      },
    })
  }

  /** A picture that was opened, pasted or dropped, or the one that comes with Descry. */
  describePicture(asked: Extract<Asked, 'picture' | 'sample'>, about: string, picture: () => Promise<Result<{ picture: Picture }>>): void {
    const { answering, now } = this.#parts
    const takenAt = now()
    void answering.run({
      asked,
      verb: 'describe',
      about,
      take: async () => {
        const read = await picture()
        if (!read.ok) return read
        return { ok: true, taken: { picture: read.picture, takenAt, about, opening: [], front: null } }
      },
    })
  }

  given(name: string, bytes: Uint8Array<ArrayBuffer>): void {
    const about = this.#parts.messages().say('app.about.picture', { name: basename(name) })
    this.describePicture('picture', about, async () => ({ ok: true, picture: { kind: 'encoded', bytes } }))
  }

  narrate(source: NarrationSource): void {
    this.#parts.narrating.toggle(source)
  }

  ask(layer: boolean): void {
    this.#parts.asking.open(this.#layerTook(layer))
  }

  changed(layer: boolean): void {
    this.#parts.features.changes.tell(this.#layerTook(layer))
  }

  listen(layer: boolean): void {
    this.#parts.features.listening.toggle(this.#layerTook(layer))
  }

  sure(layer: boolean): void {
    this.#parts.features.doubting.read(this.#layerTook(layer))
  }

  cell(to: CellStep): void {
    this.#parts.features.cells.move(to)
  }

  tune(command: TuneCommand): void {
    this.#parts.features.tuning.tune(command)
  }

  forgetLast(): void {
    const { answers } = this.#parts
    if (!answers.forgetLast()) return this.#refuse(failure('no-last-answer'))
    this.tell('confirmations', 'app.forgotten')
  }

  again(): void {
    const { answers, answering, settings } = this.#parts
    const answer = answers.current()
    if (!answer) return this.#refuse(failure('no-last-answer'))
    if (settings().answersIn === 'window') this.#showText()
    else void answering.say(answer.sentences)
  }

  more(): void {
    void this.sayMore()
  }

  /** @returns what is said; `giveUp` ends the search for it */
  async sayMore(giveUp?: AbortSignal): Promise<Result<{ sentences: readonly AnswerSentence[] }>> {
    const { answers, answering, narrator, messages, settings } = this.#parts
    const told = answers.told()
    if (!told) return this.#refused(failure('no-last-answer'))
    const { hedge, length } = settings()
    const find = async (signal: AbortSignal): ReturnType<typeof more> => {
      const found = await more(told, narrator, { messages: messages(), hedge, signal, length })
      if (found.ok && !signal.aborted) answers.add(told.id, found.sentences)
      return found
    }
    return answering.tell('more', find, giveUp, told.sentences.length)
  }

  copy(): void {
    const answer = this.#parts.answers.current()
    if (!answer) return this.#refuse(failure('no-last-answer'))
    this.#parts.writeText(answer.sentences.map(({ text }) => text).join(' '))
    this.tell('confirmations', 'app.copied')
  }

  go(step: -1 | 1): void {
    const { answers, answering, messages, settings } = this.#parts
    const answer = answers.go(step)
    if (!answer) return this.#refuse(failure(answers.current() ? 'no-such-answer' : 'no-last-answer'))
    if (settings().answersIn === 'window') return this.#showText()
    const { count, position } = answers.place()
    const say = messages()
    const heading = { text: say.say('app.answer-of', { position, count, about: answer.about }), lang: say.locale }
    void answering.say([heading, ...answer.sentences])
  }

  stop(): void {
    this.#parts.narrating.stop()
    void this.#parts.answering.stop()
  }

  openHome(): void {
    this.#parts.showHome('home', 'heading')
  }

  openText(command: CommandId): void {
    const { answers, answering, showHome } = this.#parts
    if (command !== 'read-text') return showHome('text', 'answer')
    // The first press began to read: the text view opens when that is done, at the line that is read last.
    const { turn, worked } = answering
    void Promise.race([worked, wait(READ_DEADLINE, undefined, { ref: false })]).then(() => {
      // Not after a stop, nor over what was asked meanwhile.
      if (answering.turn === turn) showHome('text', 'answer', lastLine(answers.told(), this.#parts.messages()))
    })
  }

  status(): void {
    const { answering, statusSentences, messages } = this.#parts
    void answering.tell('status', async () => {
      const sentences = await statusSentences()
      return { ok: true, sentences: sentences.map((text) => ({ text, lang: messages().locale })) }
    })
  }

  learnKeys(): void {
    this.#parts.learnKeys(!this.#parts.isLearning())
  }

  /** A sentence of Descry's own, from `app.json`. */
  say(key: Parameters<Messages['say']>[0], values: Parameters<Messages['say']>[1] = {}): void {
    const messages = this.#parts.messages()
    void this.#parts.answering.say([{ text: messages.say(key, values), lang: messages.locale }])
  }

  /** The same of what nobody asked for, as the user has that kind told. */
  tell(topic: Topic, key: Parameters<Messages['say']>[0], values: Parameters<Messages['say']>[1] = {}): void {
    const messages = this.#parts.messages()
    this.#parts.tell(topic, [{ text: messages.say(key, values), lang: messages.locale }])
  }

  /** The picture that the layer key took, once, for a command that is about it. */
  #layerTook(layer: boolean): Took | null {
    const took = layer ? this.#layerPicture : null
    this.#layerPicture = null
    return took
  }

  /** The answer as text, from its start, where answers are read and not heard. */
  #showText(): void {
    this.#parts.answering.cancel()
    this.#parts.showHome('text', 'answer', 0)
  }

  #refused(failed: Failure): Failure {
    this.#refuse(failed)
    return failed
  }

  #refuse(failed: Failure): void {
    const { answering, voice, messages } = this.#parts
    answering.cancel()
    const { text, lang } = failureSentence(failed, messages())
    const spoken = voice.beginAnswer('failure')
    spoken.say({ text, lang })
    void spoken.end()
  }
}

/** Where in the answer's text the line stands that was said last; 0 where none was. */
function lastLine(told: Told | null, messages: Messages): number {
  if (!told) return 0
  const said = told.sentences.map(({ text }) => text)
  const last = lastSaid(told, said, messages)
  return last < 0 ? 0 : said.length + last
}
