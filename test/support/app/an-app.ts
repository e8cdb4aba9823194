import { AskSubjects } from '../../../src/main/app/ask-subject'
import { TypedQuestions } from '../../../src/main/app/asking'
import { Answering, type TakenPicture } from '../../../src/main/app/answering'
import { Answers } from '../../../src/main/app/answers'
import { Descry, type PictureSources, type Source } from '../../../src/main/app/descry'
import { PictureOrigins } from '../../../src/main/app/picture-origins'
import { createTell } from '../../../src/main/app/tell'
import { createAnswerHistory } from '../../../src/main/history/answer-history'
import type { Spoken } from '../../../src/main/speak/route'
import { failure, type Result } from '../../../src/shared/codes'
import { createMessages } from '../../../src/shared/messages'
import { DEFAULT_SETTINGS, type Settings } from '../../../src/shared/settings'
import { taken } from './frame'
import { scriptedNarrator } from './scripted-narrator'
import { spyVoice } from './spy-voice'

/** The parts of the app that answer, over a scripted narrator, pictures and a spy voice. */
export function anApp({ speaking, status, change = {} }: { speaking?: Promise<Spoken>; status?: Promise<readonly string[]>; change?: Partial<Settings> } = {}) {
  const spy = spyVoice(speaking)
  const scripted = scriptedNarrator()
  const answers = new Answers(createAnswerHistory(), () => undefined, (picture) => pictures.keeps(picture))
  const log: string[] = []
  let others = 0
  let learning = false
  const state = {
    /** What taking a picture gives. */
    took: undefined as Result<{ taken: TakenPicture }> | undefined,
    /** Milliseconds since the epoch. */
    now: 1000,
    /** The field for a question has the keyboard. */
    isAsking: false,
    /** What is asked for now is to be remembered. */
    keeps: true,
    /** The focus returns from the field when this resolves; at once without it. */
    returning: undefined as Promise<unknown> | undefined,
  }
  const messages = () => createMessages('en')
  /** May be changed. */
  const settings = { current: { ...DEFAULT_SETTINGS, ...change } }
  const answering = new Answering({
    narrator: scripted.narrator,
    voice: spy.voice,
    records: answers,
    working: () => undefined,
    messages,
    style: () => ({ length: 'normal', hedge: 'words', doubt: settings.current.doubt }),
    textView: { isWanted: () => settings.current.answersIn === 'window', open: (line) => void log.push(`text ${line}`) },
    front: async () => 7,
    askForWay: () => others++,
    now: () => state.now,
  })
  const result = (about: string): Result<{ taken: TakenPicture }> => state.took ?? { ok: true, taken: taken({ about }) }
  const sources: PictureSources = {
    take: async (source: Source) => (log.push(`take ${source}`), result(`The ${source}`)),
    part: async (layer, source) => (log.push(`part ${source}`), result(`${layer.about}, ${source}`)),
  }
  const pictures: PictureOrigins = new PictureOrigins(sources, () => state.keeps)
  const subjects = new AskSubjects({ answers, pictures, origins: pictures, messages, now: () => state.now })
  const asking = new TypedQuestions({
    ...{ answering, subjects, messages },
    narrator: scripted.narrator,
    window: {
      isInFront: () => state.isAsking,
      show: async () => void log.push('field'),
      async close() {
        if (state.returning) await state.returning
        log.push('back')
      },
    },
    about: (about) => void log.push(`about ${about ?? 'nothing'}`),
    opened: (sentence) => void log.push(`opened ${sentence}`),
    refuse: (failed) => void answering.tell('ask', async () => failed),
  })
  const descry = new Descry({
    answering,
    answers,
    narrator: scripted.narrator,
    voice: spy.voice,
    narrating: { toggle: () => undefined, stop: () => undefined, isOn: false },
    asking,
    features: {
      changes: { tell: (layer) => void log.push(`changed ${layer ? 'layer' : ''}`.trim()), ask: async () => ({ ok: true, sentences: [] }) },
      doubting: { read: (layer) => void log.push(`sure ${layer ? 'layer' : ''}`.trim()) },
      listening: { toggle: (layer) => void log.push(`listen ${layer ? 'layer' : ''}`.trim()), hold: async () => ({ ok: true }), ask: async () => failure('cancelled'), stop: () => undefined, isOn: false },
      cells: { move: (to) => void log.push(`cell ${to}`) },
      tuning: { tune: (command) => void log.push(`tune ${command}`) },
    },
    pictures,
    messages,
    tell: createTell({ settings: () => settings.current, say: (words) => void answering.say(words), earcon: spy.voice.earcon }),
    settings: () => settings.current,
    showHome: (view, focus, line) => void log.push(['home', view, focus, line ?? ''].join(' ').trim()),
    writeText: (text) => void log.push(`copy ${text}`),
    statusSentences: () => status ?? Promise.resolve(['All is well.']),
    learnKeys: (on) => void log.push(`learn ${(learning = on)}`),
    isLearning: () => learning,
    now: () => state.now,
  })
  return { ...spy, ...scripted, answers, answering, asking, subjects, descry, pictures, did: log, state, messages, settings, others: () => others }
}
