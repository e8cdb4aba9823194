import { failure, type Failure } from '../shared/codes'
import type { MessageKind, Spoken, Words } from '../main/speak/route'
import { speechTime } from '../main/speak/sounding'
import type { Voice } from '../main/speak/voice'

/** One message on its way to the voice; sentences wait here while the voice is still being found. */
interface Utterance {
  say(words: Words): void
  end(): Promise<Spoken>
}

/** The voice of one command, which may still be on its way, or be none. */
export interface Speech {
  begin(kind: MessageKind): Utterance
  silence(): Promise<void>
  close(): Promise<void>
}

const MUTE: Speech = {
  begin: () => ({ say: () => undefined, end: async () => ({ ok: true, end: 'spoken' }) }),
  silence: async () => undefined,
  close: async () => undefined,
}

/** Slowest speech that is reckoned with where a voice cannot tell its end, words a minute. */
const SLOW_RATE = 90

/** Milliseconds for which a voice that cannot tell its end may go on speaking `text`. */
export function longestSpeech(text: string): number {
  return Math.ceil(speechTime(text, SLOW_RATE))
}

/** @param voice undefined when nothing is to be spoken */
export function createSpeech(voice: Promise<Voice> | undefined): Speech {
  if (!voice) return MUTE
  let silenced = false
  // A voice that cannot even be made is a bug of ours, but no reason to lose the printed answer.
  const lost = (error: unknown): Failure => failure('no-voice', String(error))
  return {
    begin(kind) {
      const answer = voice.then((v) => v.beginAnswer(kind))
      answer.catch(() => undefined)
      let last: Promise<unknown> = Promise.resolve()
      return {
        say(words) {
          last = answer.then(
            (a) => {
              if (!silenced) a.say({ text: words.text, lang: words.lang })
            },
            () => undefined,
          )
        },
        async end() {
          await last
          return answer.then((a) => a.end()).catch(lost)
        },
      }
    },
    async silence() {
      silenced = true
      await voice.then((v) => v.silence()).catch(() => undefined)
    },
    async close() {
      await voice.then((v) => v.close()).catch(() => undefined)
    },
  }
}
