import type { AnswerSentence } from '../../shared/answer'
import type { MessageKey, Messages } from '../../shared/messages'
import type { EmptyPicture } from '../../shared/picture'

const KEYS: Readonly<Record<EmptyPicture, MessageKey>> = {
  blank: 'answer.blank',
  black: 'answer.black',
  'single-colour': 'answer.single-colour',
  covered: 'answer.covered',
}

/** Nothing is invented about nothing: the gate's own word is the whole answer. */
export function emptyPictureSentence(
  empty: EmptyPicture,
  colour: string | undefined,
  messages: Messages,
): AnswerSentence {
  const name = colour === undefined ? '' : messages.say(`colour.${colour}` as MessageKey)
  return { text: messages.say(KEYS[empty], { colour: name }), lang: messages.locale, source: 'gate' }
}
