import { StatementSync } from 'node:sqlite'
import { dirname } from 'node:path'
import { onTestFinished, vi } from 'vitest'
import { Answers } from '../../../src/main/app/answers'
import { keepsAnswers, Remembering, rememberedState } from '../../../src/main/app/remembering'
import { AppStateStore, firstState } from '../../../src/main/app/state'
import { createAnswerHistory } from '../../../src/main/history/answer-history'
import { openSettings } from '../../../src/main/settings/settings-store'
import { createMessages } from '../../../src/shared/messages'
import type { Settings } from '../../../src/shared/settings'
import { ANSWER } from '../../cli/support/fake-io'
import { aKeyStore } from '../history/a-key-store'
import { frameOf } from './frame'
import { modelSentence, textLines } from './scripted-narrator'

type Where = Settings['memory']['where']

/** The disk refuses whatever is written from now on. @returns what ends that */
export function refuse(): () => void {
  const full = vi.spyOn(StatementSync.prototype, 'run').mockImplementation(() => {
    throw Object.assign(new Error('database or disk is full'), { errcode: 13 })
  })
  onTestFinished(() => full.mockRestore())
  return () => full.mockRestore()
}

/** The app's memory as it is after a start, over a folder that outlives it. */
export async function started(folder: string, where?: Where, keys = aKeyStore(), isSettled = true) {
  const settings = await openSettings(dirname(folder))
  if (where) await settings.change({ memory: { where, limit: 500 } })
  const state = new AppStateStore(firstState(settings.current(), 'en'), () => undefined)
  const history = createAnswerHistory()
  let profile: string | null = null
  const answers = new Answers(history, () => state.change(rememberedState(history, state.state)), () => keepsAnswers(settings.current(), profile))
  const said: string[] = []
  const messages = () => createMessages('en')
  const remembering = new Remembering({ ...{ history, answers, settings, state, messages, folder }, uid: process.getuid?.() ?? -1, keyStore: keys.keyStore, notice: (_topic, text) => said.push(text) })
  if (isSettled) await remembering.settled
  const change = async (memory: Partial<Settings['memory']>) => {
    await settings.change({ memory: { ...settings.current().memory, ...memory } })
    await remembering.settled
  }
  const answered = (text: string, ...lines: string[]): number => {
    const id = answers.begin({ command: 'describe-screen', about: 'The screen', takenAt: 1, picture: frameOf({ x: 0, y: 0, width: 2, height: 2 }) })
    answers.say(id, modelSentence(text))
    answers.finish(id, { ...ANSWER, takenAt: 1, lines: textLines(...lines) }, false)
    return id
  }
  const texts = async (query = '') => (await remembering.list(query)).answers.map((one) => one.text)
  return { answers, history, remembering, settings, state, change, answered, texts, said, inProfile: (id: string | null) => (profile = id) }
}

/** What the shown answer says. */
export const current = ({ answers }: { answers: Answers }) => answers.current()?.sentences.map(({ text }) => text).join(' ')
