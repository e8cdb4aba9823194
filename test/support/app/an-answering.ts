import { Answering, type AnswerRequest, type TakenPicture } from '../../../src/main/app/answering'
import { Answers } from '../../../src/main/app/answers'
import { createAnswerHistory } from '../../../src/main/history/answer-history'
import type { Stage } from '../../../src/main/narrate/narrator'
import type { Spoken } from '../../../src/main/speak/route'
import type { AnswerSentence } from '../../../src/shared/answer'
import type { Result } from '../../../src/shared/codes'
import { createMessages } from '../../../src/shared/messages'
import { taken } from './frame'
import { scriptedNarrator } from './scripted-narrator'
import { spyVoice } from './spy-voice'

/** Answering over a scripted narrator and a spy voice; `now` may be changed. */
export function anAnswering({ speaking, locale = 'en' as const }: { speaking?: Promise<Spoken>; locale?: 'en' | 'de' } = {}) {
  const spy = spyVoice(speaking)
  const { narrator, jobs } = scriptedNarrator()
  const answers = new Answers(createAnswerHistory(), () => undefined)
  const working: [string | null, Stage | null][] = []
  const now = { front: 7 as number | null, time: 1000 }
  /** Answers open as text instead of being spoken, and in which line each did. */
  const text = { isWanted: false, opened: [] as number[] }
  /** How much had been heard each time that others were asked to make way. */
  const ways: number[] = []
  const answering = new Answering({
    narrator,
    voice: spy.voice,
    records: answers,
    working: (asked, stage) => void working.push([asked, stage]),
    messages: () => createMessages(locale),
    style: () => ({ length: 'normal', hedge: 'words' }),
    textView: { isWanted: () => text.isWanted, open: (line) => void text.opened.push(line) },
    front: async () => now.front,
    askForWay: () => void ways.push(spy.heard.length),
    now: () => now.time,
  })
  return { ...spy, answering, jobs, answers, working, now, ways, text }
}

/** A request about a picture that was taken, or could not be. */
export const asks = (took: Result<{ taken: TakenPicture }> | TakenPicture = taken(), verb: 'describe' | 'read' = 'describe'): AnswerRequest => ({
  asked: verb === 'read' ? 'read-text' : 'describe-screen',
  verb,
  about: 'The screen',
  take: async () => ('picture' in took ? { ok: true, taken: took } : took),
})

/** A sentence of Descry's own. */
export const own = (text: string): AnswerSentence => ({ text, lang: 'en', source: 'app' })
