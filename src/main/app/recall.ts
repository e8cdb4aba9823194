import type { AnswerSentence } from '../../shared/answer'
import type { Length } from '../../shared/engine-protocol'
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
  /** "More" was said of it already. */
  readonly goneOn: boolean
  /** It says what is to be seen. */
  readonly isDescription: boolean
}

interface MoreOptions {
  readonly messages: Messages
  readonly hedge: Hedge
  readonly signal: AbortSignal
  /** Of the answers as they are made now. */
  readonly length: Length
}

/**
 * What an answer left out: of a brief description first what it would have said at normal length; then the text that
 * was read and not said, forty words at a time; then what the model says of the picture in detail. Never what was
 * said, in whatever words. `nothing-more` when there is nothing left.
 */
export async function more(told: Told, narrator: Pick<Narrator, 'describe'>, options: MoreOptions): Promise<Result<{ sentences: readonly AnswerSentence[] }>> {
  const { messages, hedge, signal, length } = options
  const said = told.sentences.map(({ text }) => text)
  const describe = (picture: Picture, atLength: Length) => narrator.describe(picture, { messages, hedge, signal, length: atLength, takenAt: told.takenAt })
  if (length === 'brief' && told.isDescription && told.picture && !told.goneOn) {
    const normal = await describe(told.picture, 'normal')
    // What cannot be made now is no reason to keep back the text.
    const claims = normal.ok ? newClaims(normal.answer.sentences, said) : []
    if (claims.length > 0) return { ok: true, sentences: [...claims, ...moreText(told, said, messages)] }
  }
  const text = moreText(told, said, messages)
  if (text.length > 0) return { ok: true, sentences: text }
  if (told.verb === 'read' || !told.picture) return failure('nothing-more')
  const full = await describe(told.picture, 'full')
  if (!full.ok) return full
  const claims = newClaims(full.answer.sentences, said)
  return claims.length > 0 ? { ok: true, sentences: claims } : failure('nothing-more')
}
