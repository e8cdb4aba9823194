import type { AskedQuestion } from '../../../src/main/narrate/ask'
import type { Narrator, NarrateOptions, Stage } from '../../../src/main/narrate/narrator'
import type { Answer, AnswerSentence } from '../../../src/shared/answer'
import { failure, type Failure, type Result } from '../../../src/shared/codes'
import type { Picture } from '../../../src/shared/picture'
import type { TextLine } from '../../../src/shared/text-line'
import { ANSWER } from '../../cli/support/fake-io'

/** One description or reading that the test carries out. */
interface Job {
  readonly verb: 'describe' | 'read' | 'ask'
  /** Of an `ask`. */
  readonly asked: AskedQuestion | null
  readonly picture: Picture
  readonly options: NarrateOptions
  stage(stage: Stage): void
  /** As the engine does: after a cancel as well, for its words may be on the way already. */
  say(...texts: string[]): void
  /** Ends with what was said, and the lines that were read. */
  finish(lines?: readonly string[]): void
  fail(code: Failure['code']): void
}

export interface ScriptedNarrator {
  readonly narrator: Narrator
  readonly jobs: Job[]
  readonly isClosed: () => boolean
  /** The job of that number, from 1, once the narrator is asked for it. */
  job(number: number): Promise<Job>
}

export const modelSentence = (text: string): AnswerSentence => ({ text, lang: 'en', source: 'model' })

export const textLines = (...texts: string[]): TextLine[] =>
  texts.map((text, i) => ({ text, confidence: 0.99, box: { x: 0, y: i * 20, width: 100, height: 16 }, block: 0 }))

/** A narrator whose every step the test takes; like the real one it says the opening first, and ends when cancelled. */
export function scriptedNarrator(): ScriptedNarrator {
  const jobs: Job[] = []
  let closed = false
  const waiting = new Map<number, (job: Job) => void>()
  const narrate =
    (verb: Job['verb'], asked: AskedQuestion | null = null): Narrator['describe'] =>
    (picture, options, events) => {
      const { promise, resolve } = Promise.withResolvers<Result<{ answer: Answer }>>()
      const sentences: AnswerSentence[] = []
      const say = (sentence: AnswerSentence): void => {
        sentences.push(sentence)
        events?.sentence?.(sentence)
      }
      for (const sentence of options.opening ?? []) say(sentence)
      options.signal.addEventListener('abort', () => resolve(failure('cancelled')), { once: true })
      if (options.signal.aborted) resolve(failure('cancelled'))
      const job: Job = {
        verb,
        asked,
        picture,
        options,
        stage: (stage) => events?.stage?.(stage),
        say: (...texts) => texts.map(modelSentence).forEach(say),
        finish: (lines = []) =>
          resolve({ ok: true, answer: { ...ANSWER, sentences, lines: textLines(...lines), takenAt: options.takenAt } }),
        fail: (code) => resolve(failure(code)),
      }
      waiting.get(jobs.push(job))?.(job)
      return promise
    }
  const half = { info: { model: 'm', provider: 'cpu', threads: 2 }, failure: null, rss: 1, timings: {} }
  return {
    jobs,
    isClosed: () => closed,
    job(number) {
      const there = jobs[number - 1]
      return there ? Promise.resolve(there) : new Promise((resolve) => waiting.set(number, resolve))
    },
    narrator: {
      describe: narrate('describe'),
      read: narrate('read'),
      ask: (picture, asked, options, events) => narrate('ask', asked)(picture, options, events),
      status: async () => ({ modelFolder: 'nano', recogniserFolder: 'ocr', vision: half, recogniser: half }),
      close: async () => void (closed = true),
    },
  }
}

/** Lets everything go on that waits for nothing but its turn. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** The newest job, once it is there. */
export async function newestJob(jobs: readonly Job[]): Promise<Job> {
  await turn()
  const job = jobs.at(-1)
  if (!job) throw new Error('the narrator was asked nothing')
  return job
}
