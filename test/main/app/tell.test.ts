import { describe, expect, test } from 'vitest'
import { createTell, tellingOf } from '../../../src/main/app/tell'
import { DEFAULT_SETTINGS, type Settings } from '../../../src/shared/settings'
import { TOPICS, VERBOSITY, type Telling, type Topic } from '../../../src/shared/verbosity'
import { spyVoice } from '../../support/app/spy-voice'

const settings = (topic: Topic, telling: Telling, part: Partial<Settings> = {}): Settings => ({
  ...DEFAULT_SETTINGS,
  verbosity: { ...DEFAULT_SETTINGS.verbosity, [topic]: telling },
  ...part,
})

/** What reaches the ear of a message of that kind: words in quotes, sounds by their name. */
function heard(topic: Topic, now: Settings): string[] {
  const spy = spyVoice()
  const all: string[] = []
  const tell = createTell({
    settings: () => now,
    say(words) {
      const spoken = spy.voice.beginAnswer('answer')
      for (const one of words) spoken.say(one)
      void spoken.end()
    },
    earcon: (earcon) => all.push(earcon),
  })
  tell(topic, [{ text: 'It is so.', lang: 'en' }])
  tell(topic, [])
  return [...spy.heard.map((text) => `"${text}"`), ...all]
}

const HEARD: Record<Telling, string[]> = { words: ['"It is so."'], sound: ['done'], off: [] }
const CASES = TOPICS.flatMap((topic) => VERBOSITY[topic].map((telling) => [topic, telling] as const))

describe('what is neither answer, failure nor asked for', () => {
  test.each(CASES)('%s, told by %s', (topic, telling) => {
    expect(heard(topic, settings(topic, telling))).toEqual(HEARD[telling])
  })

  test.each([
    ['sounds are off', { sounds: { on: false, volume: 50 } }],
    ['sounds have no volume', { sounds: { on: true, volume: 0 } }],
    ['there is braille only', { braille: { only: true, sticky: false } }],
  ])('is told in words in place of a sound where %s', (_why, part) => {
    for (const [topic, telling] of CASES) {
      const expected = telling === 'sound' ? 'words' : telling
      expect([topic, heard(topic, settings(topic, telling, part))]).toEqual([topic, HEARD[expected]])
    }
  })

  test('goes by the setting of its own kind alone', () => {
    for (const topic of TOPICS) {
      for (const other of TOPICS) {
        expect(tellingOf(other, settings(topic, VERBOSITY[topic].at(-1) ?? 'words'))).toBe(other === topic ? VERBOSITY[topic].at(-1) : 'words')
      }
    }
  })
})
