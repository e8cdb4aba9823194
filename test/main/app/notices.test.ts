import { describe, expect, test } from 'vitest'
import { Notices } from '../../../src/main/app/notices'
import { watchedVoice } from '../../../src/main/app/watched-voice'
import { spyVoice } from '../../support/app/spy-voice'
import { turn } from '../../support/app/scripted-narrator'

const words = (text: string) => ({ text, lang: 'en' })

function aVoice() {
  const spy = spyVoice()
  const held = { is: false }
  const { voice, isFree } = watchedVoice(spy.voice, () => notices.wake())
  const notices = new Notices({ voice, isFree: () => isFree() && !held.is })
  return { ...spy, voice, notices, held }
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
