import type { Words } from '../speak/route'
import type { Voice } from '../speak/voice'

/**
 * The same voice, with somebody who is told all words of the newest utterance as it is given them: who reads
 * the caption bar instead of listening misses nothing. A new utterance begins with none.
 */
export function captionedVoice(voice: Voice, show: (said: readonly Words[]) => void): Voice {
  let newest: object | null = null
  return {
    ...voice,
    beginAnswer(kind, how) {
      const spoken = voice.beginAnswer(kind, how)
      const said: Words[] = []
      newest = said
      show([])
      return {
        say(sentence) {
          spoken.say(sentence)
          said.push(sentence)
          if (newest === said) show([...said])
        },
        end: () => spoken.end(),
      }
    },
  }
}
