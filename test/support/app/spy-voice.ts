import type { MessageKind, Spoken } from '../../../src/main/speak/route'
import type { Voice } from '../../../src/main/speak/voice'

export interface SpyVoice {
  readonly voice: Voice
  /** What reached the ear, in order. */
  readonly heard: string[]
  /** The languages of what reached it. */
  readonly langs: string[]
  /** What was asked of the voice, in order: "begin answer", "begin focus aloud goes on", "silence", "silence quietly", "earcon failure". */
  readonly log: string[]
  /** Messages that began and were neither ended nor silenced: signs of life sound for these. */
  open(): number
}

interface Open {
  readonly kind: MessageKind
  end(spoken: Spoken): void
}

/**
 * A voice that keeps what it is given. What was silenced goes nowhere, as with the real one.
 * @param speaking while it has not resolved, what was ended is still being spoken
 */
export function spyVoice(speaking: Promise<Spoken> = Promise.resolve({ ok: true, end: 'spoken' })): SpyVoice {
  const heard: string[] = []
  const langs: string[] = []
  const log: string[] = []
  const open = new Set<Open>()
  const voice: Voice = {
    readerRuns: async () => false,
    speaker: async () => null,
    status: async () => ({ chosen: null, routes: [], player: null, last: null, secondVoice: null }),
    beginAnswer(kind, { aloud = false, goesOn = false } = {}) {
      log.push(`begin ${kind}${aloud ? ' aloud' : ''}${goesOn ? ' goes on' : ''}`)
      const ended = Promise.withResolvers<Spoken>()
      const own: Open = {
        kind,
        end(spoken) {
          open.delete(own)
          ended.resolve(spoken)
        },
      }
      open.add(own)
      return {
        say({ text, lang }) {
          if (!open.has(own)) return
          heard.push(text)
          langs.push(lang)
        },
        end() {
          void speaking.then((spoken) => own.end(spoken))
          return ended.promise
        },
      }
    },
    async silence({ quietly = false } = {}) {
      log.push(quietly ? 'silence quietly' : 'silence')
      for (const one of [...open]) one.end({ ok: true, end: 'silenced' })
    },
    earcon: (earcon) => void log.push(`earcon ${earcon}`),
    change: () => void log.push('change'),
    close: async () => void log.push('close'),
  }
  return { voice, heard, langs, log, open: () => open.size }
}
