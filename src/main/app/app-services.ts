import type { AppServices, Services } from '../../cli/services'
import { failure } from '../../shared/codes'
import type { Narrator } from '../narrate/narrator'
import type { Voice } from '../speak/voice'
import type { Answering } from './answering'
import type { Answers } from './answers'
import type { Descry, PictureSources } from './descry'

interface ServiceParts {
  readonly narrator: Narrator
  readonly voice: Voice
  readonly answering: Answering
  readonly answers: Answers
  readonly descry: Descry
  readonly pictures: PictureSources
  readonly openHome: () => void
}

/**
 * What a command line that was handed over finds here: the app's engine and voice, which outlive it, and
 * the app's memory of answers. A command that speaks cancels what the app was saying.
 */
export function appServices({ narrator, voice, answering, answers, descry, pictures, openHome }: ServiceParts): Services {
  const lasting = async (): Promise<void> => undefined
  const lastAnswer: AppServices['lastAnswer'] = {
    folder: async () => undefined,
    async keep(answer) {
      // Kept once when it is there and once when it was spoken: the second time nothing is new.
      if (answers.wholeOfCurrent()?.takenAt !== answer.takenAt) answers.keep(answer, 'picture', '', null)
      return { ok: true }
    },
    async recall() {
      const answer = answers.wholeOfCurrent()
      return answer ? { ok: true, kept: { schema: 1, answer, soundingUntil: 0 } } : failure('no-last-answer')
    },
    async forget() {
      answers.forgetLast()
      return { ok: true }
    },
  }
  return {
    narrator: async () => ({
      describe: (...args) => narrator.describe(...args),
      read: (...args) => narrator.read(...args),
      status: () => narrator.status(),
      close: lasting,
    }),
    async voice() {
      answering.cancel()
      return { ...voice, close: lasting }
    },
    app: {
      lastAnswer,
      async take(from, signal) {
        const took = await pictures.take(from, signal)
        if (!took.ok) return took
        const { picture, opening, black } = took.taken
        return { ok: true, picture, opening, ...(black ? { black } : {}) }
      },
      async run(command) {
        if (command === 'more') return descry.sayMore()
        openHome()
        return { ok: true, sentences: [] }
      },
      async stop() {
        const { busy } = answering
        await answering.stop()
        return busy
      },
    },
  }
}
