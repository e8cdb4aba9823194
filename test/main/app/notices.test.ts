import { describe, expect, test } from 'vitest'
import { Answering } from '../../../src/main/app/answering'
import { Answers } from '../../../src/main/app/answers'
import { Notices } from '../../../src/main/app/notices'
import { createTell } from '../../../src/main/app/tell'
import { watchedVoice } from '../../../src/main/app/watched-voice'
import { createAnswerHistory } from '../../../src/main/history/answer-history'
import { createMessages } from '../../../src/shared/messages'
import { DEFAULT_SETTINGS } from '../../../src/shared/settings'
import { asks } from '../../support/app/an-answering'
import { newestJob, scriptedNarrator, turn } from '../../support/app/scripted-narrator'
import { spyVoice } from '../../support/app/spy-voice'

const words = (text: string) => ({ text, lang: 'en' })

function aVoice() {
  const spy = spyVoice()
  const held = { is: false }
  const { voice, isFree } = watchedVoice(spy.voice, () => notices.wake())
  const settings = { current: DEFAULT_SETTINGS }
  const tell = createTell({ settings: () => settings.current, say: () => undefined, earcon: voice.earcon })
  const notices = new Notices({ voice, tell, isFree: () => isFree() && !held.is })
  return { ...spy, voice, notices, held, settings }
}

describe('what nobody asked for', () => {
  test('is said at once where nothing else is', async () => {
    const { notices, heard } = aVoice()
    notices.say('a', words('Half is there.'))
    await turn()
    expect(heard).toEqual(['Half is there.'])
  })

  test('waits for the end of an answer, and of each topic only the newest is said', async () => {
    const { notices, voice, heard } = aVoice()
    const answer = voice.beginAnswer('answer')
    answer.say(words('A dog.'))
    notices.say('a', words('A quarter is there.'))
    notices.say('b', words('The check is over.'))
    notices.say('a', words('Half is there.'))
    await turn()
    expect(heard).toEqual(['A dog.'])
    answer.say(words('On a sofa.'))
    await answer.end()
    await turn()
    expect(heard).toEqual(['A dog.', 'On a sofa.', 'The check is over.', 'Half is there.'])
  })

  test('is said after a stop, which ends what was said without its end being told', async () => {
    const { notices, voice, heard } = aVoice()
    voice.beginAnswer('answer').say(words('A dog.'))
    notices.say('a', words('Half is there.'))
    await voice.silence()
    await turn()
    expect(heard.at(-1)).toBe('Half is there.')
  })

  test('never silences anybody', async () => {
    const { notices, log } = aVoice()
    notices.say('a', words('Half is there.'))
    await turn()
    expect(log.join()).not.toContain('silence')
  })

  test('waits for an answer of the app, and comes behind it', async () => {
    const { voice, heard, notices } = aVoice()
    const { narrator, jobs } = scriptedNarrator()
    const answering = new Answering({
      ...{ narrator, voice, records: new Answers(createAnswerHistory(), () => undefined) },
      ...{ working: () => undefined, messages: () => createMessages('en'), style: () => ({ length: 'normal', hedge: 'words' }) as const },
      textView: { isWanted: () => false, open: () => undefined },
      ...{ front: async () => null, askForWay: () => undefined, now: () => 1 },
    })
    const answered = answering.run(asks())
    const job = await newestJob(jobs)
    notices.say('a', words('Half is there.'))
    job.say('A dog.')
    job.finish()
    await answered
    await turn()
    expect(heard).toEqual(['A dog.', 'Half is there.'])
  })

  test('is a sound where that is wanted, one each, and waits for the end of an answer all the same', async () => {
    const { notices, voice, heard, log, settings } = aVoice()
    settings.current = { ...DEFAULT_SETTINGS, verbosity: { ...DEFAULT_SETTINGS.verbosity, notices: 'sound' } }
    const answer = voice.beginAnswer('answer')
    notices.say('a', words('Half is there.'))
    notices.say('b', words('The check is over.'))
    expect(log).not.toContain('earcon done')
    await answer.end()
    await turn()
    expect(log.filter((entry) => entry === 'earcon done')).toHaveLength(2)
    expect(heard).toEqual([])
  })

  test('is nothing where that is wanted, but what failed is said', async () => {
    const { notices, heard, log, settings } = aVoice()
    settings.current = { ...DEFAULT_SETTINGS, verbosity: { ...DEFAULT_SETTINGS.verbosity, notices: 'off' } }
    notices.say('a', words('Half is there.'))
    notices.say('a', words('SmolVLM was not downloaded.'), 'failure')
    notices.say('b', words('The check is over.'))
    await turn()
    expect(heard).toEqual(['SmolVLM was not downloaded.'])
    expect(log.join()).not.toContain('earcon')
  })

  test('is held back while keys are learned, and then said once', async () => {
    const { notices, heard, held } = aVoice()
    held.is = true
    notices.say('a', words('A quarter is there.'))
    notices.say('a', words('Half is there.'))
    await turn()
    expect(heard).toEqual([])
    held.is = false
    notices.wake()
    notices.wake()
    await turn()
    expect(heard).toEqual(['Half is there.'])
  })
})
