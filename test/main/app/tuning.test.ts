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
  const clock = { now: 0 }
  const timers = new Set<() => void>()
  let turn = 0
  let speech = Promise.withResolvers<undefined>()
  const tuning = new KeyTuning({
    answering: {
      get turn() {
        return turn
      },
      say: ([words]) => {
        turn++
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
    now: () => clock.now,
    later(run) {
      timers.add(run)
      return () => timers.delete(run)
    },
  })
  const turns = async (): Promise<void> => {
    for (let i = 0; i < 20; i++) await Promise.resolve()
  }
  /** Presses, and all that is looked up for them is found. */
  const press = async (...commands: TuneCommand[]): Promise<void> => {
    clock.now += 1000
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
  /** Holds the key for so many steps more. */
  const hold = async (command: TuneCommand, steps: number): Promise<void> => {
    for (let i = 0; i < steps; i++) {
      clock.now += 150
      tuning.tune(command)
      await turns()
    }
  }
  const letGo = async (): Promise<void> => {
    for (const run of [...timers]) run()
    timers.clear()
    await turns()
  }
  /** Something else is asked, or all is stopped. */
  const other = async (): Promise<void> => {
    turn++
    await spoken()
  }
  const said = (): string[] => log.filter((line) => line.startsWith('says')).map((line) => line.slice(5))
  return { log, said, looked, press, hold, letGo, other, spoken, settings: () => now }
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

test('a key that is held goes on step by step, and what is being said is said to its end, then where one is', async () => {
  const { said, looked, press, hold, letGo, spoken, settings } = setUp()
  await press('quieter')
  await hold('quieter', 3)
  expect(settings().voice.volume).toBe(60)
  // Who speaks is looked for once: nobody else comes while a key is held.
  expect(looked).toEqual([])
  expect(said()).toEqual(['Volume 90 per cent.'])
  await spoken()
  expect(said()).toEqual(['Volume 90 per cent.', 'Volume 60 per cent.'])
  await hold('quieter', 2)
  expect(said()).toHaveLength(2)
  await letGo()
  expect(said().at(-1)).toBe('Volume 40 per cent.')
  await spoken()
  await letGo()
  expect(said()).toHaveLength(3)
})

test('of a held key nothing is said any more after a stop, or over something else', async () => {
  const { said, press, hold, letGo, other, settings } = setUp()
  await press('faster')
  await hold('faster', 2)
  await other()
  await letGo()
  expect(said()).toEqual(['210 words a minute.'])
  expect(settings().voice.rate).toBe(230)
})

test('another key says at once what it did, though one was held before it', async () => {
  const { said, press, hold, letGo } = setUp()
  await press('louder')
  await press('quieter')
  await hold('quieter', 2)
  await press('length')
  await letGo()
  expect(said()).toEqual(['Volume 100 per cent, the most.', 'Volume 90 per cent.', 'Full.'])
})
