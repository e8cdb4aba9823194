import type { AnswerSentence } from '../../shared/answer'
import type { MessageKey, Messages } from '../../shared/messages'

/** What Descry itself says, in the user's language. Pure. */
export function ownSentence(messages: Messages, key: MessageKey, values: Parameters<Messages['say']>[1] = {}): AnswerSentence {
  return { text: messages.say(key, values), lang: messages.locale, source: 'app' }
}
