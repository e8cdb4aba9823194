import { expect, test } from 'vitest'
import { captionedVoice } from '../../../src/main/app/captioned-voice'
import { spyVoice } from '../../support/app/spy-voice'

const words = (text: string) => ({ text, lang: 'en' })

test('the caption bar has the words of the newest utterance, and none of an older one that goes on', () => {
  const shown: string[][] = []
  const voice = captionedVoice(spyVoice().voice, (said) => shown.push(said.map(({ text }) => text)))
  const first = voice.beginAnswer('answer')
  first.say(words('A cat.'))
  first.say(words('On a sofa.'))
  const second = voice.beginAnswer('failure')
  first.say(words('Too late.'))
  second.say(words('That did not work.'))
  expect(shown).toEqual([[], ['A cat.'], ['A cat.', 'On a sofa.'], [], ['That did not work.']])
})
