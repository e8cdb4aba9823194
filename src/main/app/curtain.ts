import type { AnswerSentence } from '../../shared/answer'
import type { MessageKey, Messages } from '../../shared/messages'
import type { ScreenReaderName } from '../desktop/desktop'
import { ownSentence } from '../narrate/own-sentence'

/** How each reader's screen curtain is lifted (their user guides); Orca and Narrator have none. */
const LIFT: Readonly<Record<ScreenReaderName, MessageKey>> = {
  nvda: 'app.curtain.nvda',
  jaws: 'app.curtain.jaws',
  voiceover: 'app.curtain.voiceover',
  orca: 'app.curtain.none',
  narrator: 'app.curtain.none',
}

/** What is said of a screen that is black all over, in place of a description of nothing. Pure. */
export function curtainSentences(reader: ScreenReaderName | null, messages: Messages): AnswerSentence[] {
  const keys: MessageKey[] = ['app.curtain', reader === null ? 'app.curtain.none' : LIFT[reader]]
  return keys.map((key) => ownSentence(messages, key))
}
