import type { Result } from '../../shared/codes'
import type { AskSubject } from './ask-subject'
import type { TakenPicture } from './answering'
import type { FeatureParts } from './features'

/** "How sure is that?" */
export interface Doubting {
  /** Reads the picture that a question would be about several times. @param layer the picture that the layer key took */
  read(layer: Promise<Result<{ taken: TakenPicture }>> | null): void
}

type DoubtingParts = Pick<FeatureParts, 'answering' | 'messages'> & {
  readonly narrator: Pick<FeatureParts['narrator'], 'describe'>
  readonly subjects: Pick<FeatureParts['subjects'], 'find' | 'sentence' | 'note'>
}

/** An answer like any other: a newer one cancels it, stop ends it, also between two readings. */
export function createDoubting({ answering, narrator, subjects, messages }: DoubtingParts): Doubting {
  return {
    read(layer) {
      let subject: AskSubject | null = null
      void answering.run({
        asked: 'sure',
        verb: 'describe',
        about: messages().say('command.sure'),
        async take(signal) {
          const found = await subjects.find(layer, signal)
          if (!found.ok) return found
          subject = found.subject
          const say = messages()
          const about = say.say('doubt.record', { about: subject.about })
          const opening = [{ text: subjects.sentence(subject), lang: say.locale, source: 'app' }] as const
          return { ok: true, taken: { ...subject, about, opening, front: null } }
        },
        async answer(picture, options, events) {
          const answered = await narrator.describe(picture, { ...options, doubt: 'always' }, events)
          // The picture stays the one that is asked about; counts are nothing that the model said in a conversation.
          if (answered.ok && subject) subjects.note(subject, '', { sentences: answered.answer.sentences, modelText: [] })
          return answered
        },
      })
    },
  }
}
