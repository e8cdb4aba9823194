import { expect, test } from 'vitest'
import type { TuneCommand } from '../../../src/main/app/commands'
import { KeyTuning } from '../../../src/main/app/tuning'
import type { Speaker } from '../../../src/main/speak/router'
import { failure, type Result } from '../../../src/shared/codes'
import { createMessages } from '../../../src/shared/messages'
import { DEFAULT_SETTINGS, type SettingsPatch } from '../../../src/shared/settings'

const SPEAKER: Speaker = { id: 'own-voice', name: 'a voice', driven: { rate: 200, volume: true, voices: [{ name: 'Slt', lang: 'en' }] } }

function setUp(written: Result<object> = { ok: true }) {
  let now = DEFAULT_SETTINGS
  const log: string[] = []
  const looked: (() => void)[] = []
  let speech = Promise.withResolvers<undefined>()
  const tuning = new KeyTuning({
    answering: {
      say: ([words]) => {
        log.push(`says ${words?.text ?? ''}`)
        // What is said anew cuts off what was being said.
        speech.resolve(undefined)
        speech = Promise.withResolvers()
        return speech.promise
      },
    },
    voice: { speaker: () => new Promise((resolve) => looked.push(() => resolve(SPEAKER))) },
    settings: {
      current: () => now,
      change: async (patch: SettingsPatch) => {
        now = { ...now, ...patch } as typeof now
        log.push(`sets ${Object.keys(patch).join()}`)
        return written
      },
    },
    messages: () => createMessages('en'),
  })
  const turns = async (): Promise<void> => {
    for (let i = 0; i < 20; i++) await Promise.resolve()
  }
  /** Presses, and all that is looked up for them is found. */
  const press = async (...commands: TuneCommand[]): Promise<void> => {
    for (const command of commands) tuning.tune(command)
    await turns()
    while (looked.length > 0) {
      for (const found of looked.splice(0)) found()
      await turns()
    }
  }
  const spoken = async (): Promise<void> => {
    speech.resolve(undefined)
    await turns()
  }
  return { log, press, spoken, settings: () => now }
}

test('a setting is another before it is said, so that the words are in the new voice', async () => {
  const { log, press } = setUp()
  await press('faster')
  expect(log).toEqual(['sets voice', 'says 210 words a minute.'])
})

test('each of several fast presses counts, and only the newest is said', async () => {
  const { log, press, settings } = setUp()
  await press('faster', 'faster', 'faster', 'length')
  expect(settings()).toMatchObject({ voice: { rate: 230 }, length: 'full' })
  expect(log.filter((line) => line.startsWith('says'))).toEqual(['says Full.'])
})

test('quiet mode begins once it was said, and ends before that is said', async () => {
  const { log, press, spoken, settings } = setUp()
  await press('quiet')
  expect(log).toEqual(['says Quiet. Answers are shown.'])
  expect(settings().quiet).toBe(false)
  await spoken()
  expect(settings().quiet).toBe(true)
  await press('quiet')
  expect(log.slice(1)).toEqual(['sets quiet', 'sets quiet', 'says Speaking again.'])
  expect(settings().quiet).toBe(false)
})

test('quiet mode that is taken back while it is said does not begin, and one that is cut off by something else does', async () => {
  const { press, spoken, settings } = setUp()
  await press('quiet')
  await press('quiet')
  await spoken()
  expect(settings().quiet).toBe(false)
  await press('quiet')
  await press('length')
  await spoken()
  expect(settings()).toMatchObject({ quiet: true, length: 'full' })
})

test('a setting that cannot be kept is said to be such', async () => {
  const { log, press } = setUp(failure('settings-unwritable'))
  await press('length')
  expect(log.at(-1)).toBe(`says ${createMessages('en').say('failure.settings-unwritable')}`)
})
