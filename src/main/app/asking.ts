import type { Answer, AnswerSentence } from '../../shared/answer'
import { failure, type Failure, type Result } from '../../shared/codes'
import type { Messages } from '../../shared/messages'
import type { Narrator } from '../narrate/narrator'
import type { Answering, TakenPicture } from './answering'
import type { AskSubject, AskSubjects } from './ask-subject'

/** Questions that are typed in the window. */
export interface Asking {
  /** Decides which picture it is about, and opens the field. @param layer the picture that the layer key took */
  open(layer: Promise<Result<{ taken: TakenPicture }>> | null): void
  /** Asks it; the answer is spoken. Resolves when the focus has returned to where it was. */
  put(question: string): Promise<Result<object>>
  /** Escape: nothing is asked, and the focus returns to where it was; resolves when it has. */
  close(): Promise<void>
}

interface AskingParts {
  readonly answering: Pick<Answering, 'cancel' | 'run' | 'turn'>
  readonly subjects: AskSubjects
  readonly narrator: Pick<Narrator, 'ask'>
  readonly messages: () => Messages
  /** The window with the field. */
  readonly window: {
    /** The field is open and has the keyboard. */
    isInFront(): boolean
    show(): Promise<void>
    /** Resolves when the focus is where it was before. */
    close(): Promise<void>
  }
  /** What the field is about, in words; null when there is none. */
  readonly about: (about: string | null) => void
  /** The field is there: said where no reader reads it. */
  readonly opened: (sentence: string) => void
  /** Why there is no picture to ask about. */
  readonly refuse: (failed: Failure) => void
}

/** A question from the key to the answer: the picture first, then the field, then what was typed. */
export class TypedQuestions implements Asking {
  readonly #parts: AskingParts
  #subject: AskSubject | null = null

  constructor(parts: AskingParts) {
    this.#parts = parts
  }

  open(layer: Promise<Result<{ taken: TakenPicture }>> | null): void {
    void this.#open(layer)
  }

  async put(typed: string): Promise<Result<object>> {
    const question = typed.trim()
    if (question === '') return failure('question-empty')
    const { answering, subjects } = this.#parts
    const { turn } = answering
    // A window that was loaded anew, or a field that was answered already: about what is there now.
    const found = this.#subject ? { ok: true as const, subject: this.#subject } : await subjects.find(null, new AbortController().signal)
    if (!found.ok) return found
    // Stopped, or something else was asked for meanwhile.
    if (answering.turn !== turn) return failure('cancelled')
    const back = this.close()
    void this.ask(found.subject, question)
    await back
    return { ok: true }
  }

  /** What the field is about, while that has the keyboard; null otherwise. */
  get subject(): AskSubject | null {
    return this.#parts.window.isInFront() ? this.#subject : null
  }

  /**
   * Puts a question about a picture, however it was asked; resolves with the answer when that was said or ended.
   *
   * @param before said first: what else there is to say of the question
   */
  async ask(subject: AskSubject, question: string, before: readonly AnswerSentence[] = []): Promise<Result<{ answer: Answer }>> {
    const { answering, subjects, narrator, messages } = this.#parts
    const taken = subjects.asTaken(subject, question)
    const made: Result<{ answer: Answer }>[] = []
    const ran = await answering.run({
      asked: 'ask',
      verb: 'describe',
      about: messages().say('ask.record', { question, about: subject.about }),
      take: async () => ({ ok: true, taken: { ...taken, opening: [...before, ...taken.opening] } }),
      answer: async (picture, options, events) => {
        const answered = await narrator.ask(picture, { text: question, history: subjects.history(picture) }, options, events)
        if (answered.ok) subjects.note(subject, question, answered.answer)
        made.push(answered)
        return answered
      },
    })
    // An answer that could not be spoken is there nevertheless.
    return made[0] ?? (ran.ok ? failure('cancelled') : ran)
  }

  close(): Promise<void> {
    this.#subject = null
    this.#parts.about(null)
    return this.#parts.window.close()
  }

  async #open(layer: Promise<Result<{ taken: TakenPicture }>> | null): Promise<void> {
    const { answering, subjects, messages, window, about, opened, refuse } = this.#parts
    // Pressed again while the field has the keyboard: what it is about stays, unless it has grown old.
    if (this.#subject && window.isInFront() && subjects.isYoung(this.#subject)) return window.show()
    // Who wants to ask does not listen any more.
    answering.cancel()
    const { turn } = answering
    const controller = new AbortController()
    const found = await subjects.find(layer, controller.signal)
    // Stopped, or something else was asked for meanwhile.
    if (answering.turn !== turn) return
    if (!found.ok) return refuse(found)
    this.#subject = found.subject
    const sentence = subjects.sentence(found.subject)
    about(sentence)
    await window.show()
    if (answering.turn === turn) opened(messages().say('ask.opened', { about: sentence }))
  }
}
