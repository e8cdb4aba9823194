import type { AnswerSentence } from '../../shared/answer'
import type { Messages } from '../../shared/messages'
import type { Picture } from '../../shared/picture'
import { failure, type Result } from '../../shared/codes'
import type { Narrator } from '../narrate/narrator'
import type { Hedge } from '../narrate/hedge'
import { moreText, newClaims } from '../narrate/more'
import type { ReadText } from '../narrate/table/text-parts'

/** What "more" needs of the answer that it goes on with. */
interface Told extends ReadText {
  readonly verb: 'describe' | 'read'
  readonly sentences: readonly AnswerSentence[]
  readonly picture: Picture | null
  readonly takenAt: number
}

/**
 * What an answer left out: first the text that was read and not said, forty words at a time, then what
 * the model says of the picture in detail. Never a sentence that was said. `nothing-more` when there is
 * nothing left.
 */
export async function more(
  told: Told,
  narrator: Narrator,
  options: { messages: Messages; hedge: Hedge; signal: AbortSignal },
): Promise<Result<{ sentences: readonly AnswerSentence[] }>> {
  const said = told.sentences.map(({ text }) => text)
  const text = moreText(told, said, options.messages)
  if (text.length > 0) return { ok: true, sentences: text }
  if (told.verb === 'read' || !told.picture) return failure('nothing-more')
  const full = await narrator.describe(told.picture, { ...options, length: 'full', takenAt: told.takenAt })
  if (!full.ok) return full
  const claims = newClaims(full.answer.sentences, said)
  return claims.length > 0 ? { ok: true, sentences: claims } : failure('nothing-more')
}
