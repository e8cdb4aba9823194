import { describe, expect, test } from 'vitest'
import { NarrationSwitch } from '../../../src/main/app/narrating'
import { AppStateStore, firstState } from '../../../src/main/app/state'
import { Wanted } from '../../../src/main/app/wanted'
import { failure, type Failure, type Result } from '../../../src/shared/codes'
import { createMessages } from '../../../src/shared/messages'
import { DEFAULT_SETTINGS, type Settings } from '../../../src/shared/settings'
import { ANSWER } from '../../cli/support/fake-io'
import { anApp } from '../../support/app/an-app'
import { modelSentence, turn } from '../../support/app/scripted-narrator'

const SIGNATURE = new Uint8Array(64 * 36)
const FRAME = { kind: 'frame', width: 1, height: 1, format: 'RGBA', t: 1, bytes: new Uint8Array(4) } as const
const CAT = { ...ANSWER, sentences: [modelSentence('A cat.')] }

/** Narration over a camera that the test opens, an engine that sees a cat, and the app's real answering. */
function setUp({ held, screen, settings: changed = {}, sees = 'cat' }: { held?: Promise<Result<object>>; screen?: Failure; settings?: Partial<Settings>; sees?: 'cat' | 'failure' | 'nothing yet' } = {}) {
  const app = anApp()
  let settings: Settings = { ...DEFAULT_SETTINGS, ...changed }
  const camera: string[] = []
  const eyes: string[] = []
  const wanted = new Wanted()
  const told: (string | null)[] = []
  const state = new AppStateStore(firstState(settings, 'en'), ({ narrating }) => told.push(narrating))
  const waits: (() => void)[] = []
  let clock = 0
  const described: AbortSignal[] = []
  const narrating = new NarrationSwitch({
    ...{ wanted, state, voice: app.voice, answering: app.answering },
    camera: {
      hold: async () => (camera.push('hold'), held ?? { ok: true }),
      frame: async () => ({ ok: true, frame: { kind: 'frame', width: 1, height: 1, format: 'RGBA', t: 1, bytes: new Uint8Array(4) } }),
      release: () => void camera.push('release'),
    },
    screen: async (source) => (eyes.push(`open ${source}`), screen ?? { ok: true, name: 'Text Editor', eye: eye(() => eyes.push('close')) }),
    narrator: {
      look: async (_, against) => ({ ok: true, look: { signature: SIGNATURE, changes: against.map(() => ({ share: 0, distance: 0 })), light: 100, contrast: 100, sharpness: 60 } }),
      describe: async (_, { signal }) => {
        described.push(signal)
        if (sees === 'nothing yet') await new Promise((resolve) => signal.addEventListener('abort', resolve))
        return sees === 'cat' ? { ok: true, answer: CAT } : failure(sees === 'failure' ? 'engine-given-up' : 'cancelled')
      },
      read: async () => ({ ok: true, answer: CAT }),
    },
    settings: () => settings,
    change: (patch) => (settings = { ...settings, ...patch } as Settings),
    messages: () => createMessages('en'),
    idle: () => 60,
    clock: { now: () => (clock += 500), wait: () => new Promise<undefined>((resolve) => void waits.push(() => resolve(undefined))) },
  })
  /** The next looks at the film. */
  const step = async (times = 1): Promise<void> => {
    for (let i = 0; i < times; i++) {
      await settle()
      waits.shift()?.()
    }
    await settle()
  }
  return { ...app, narrating, camera, eyes, wanted, store: state, told, step, described, settings: () => settings }
}
/** A screen on which nothing ever changes. */
const eye = (close: () => void) => ({
  look: async () => ({ ok: true as const, seen: { is: 'frame' as const, frame: FRAME } }),
  part: async () => ({ ok: true as const, frame: FRAME }),
  opened: () => [],
  close,
})
const settle = async (): Promise<void> => {
  for (let i = 0; i < 12; i++) await turn()
}

describe('starting', () => {
  test('opens the camera, sounds, says that it is on and once what it is not for', async () => {
    const { narrating, camera, wanted, heard, log, store, settings } = setUp()
    narrating.toggle('camera')
    await settle()
    expect(camera).toEqual(['hold'])
    expect([narrating.isOn, wanted.camera(), store.state.narrating]).toEqual([true, true, 'camera'])
    expect(heard).toEqual(['Narration on.', 'Not for traffic, stairs or medicine.'])
    expect(log).toContain('earcon narration-on')
    expect(settings().narration.warned).toBe(true)
    narrating.toggle('camera')
    await settle()
    expect(heard.slice(2)).toEqual(['Narration off.'])
    expect(log.at(-1)).toBe('earcon narration-off')
    narrating.toggle('camera')
    await settle()
    expect(heard.slice(3)).toEqual(['Narration on.'])
  })
  test('where confirmations are sounds, the sounds of narration are enough', async () => {
    const { narrating, heard, log } = setUp({
      settings: { verbosity: { ...DEFAULT_SETTINGS.verbosity, confirmations: 'sound' }, narration: { every: 4, warned: true } },
    })
    narrating.toggle('camera')
    await settle()
    expect(heard).toEqual([])
    expect(log).toContain('earcon narration-on')
  })
  test('a camera that cannot be had is said, and narration is off', async () => {
    const { narrating, heard, store, wanted } = setUp({ held: Promise.resolve(failure('camera-none')) })
    narrating.toggle('camera')
    await settle()
    expect(heard).toEqual(['There is no camera. Connect one, then try again.'])
    expect([narrating.isOn, store.state.narrating, wanted.camera()]).toEqual([false, null, false])
  })
  test('it was ended before the camera opened: the camera is let go, and nothing says that it is on', async () => {
    const held = Promise.withResolvers<Result<object>>()
    const { narrating, heard, log, camera } = setUp({ held: held.promise })
    narrating.toggle('camera')
    await settle()
    narrating.stop()
    held.resolve({ ok: true })
    await settle()
    expect(heard).not.toContain('Narration on.')
    expect(log).not.toContain('earcon narration-on')
    expect(camera.at(-1)).toBe('release')
  })
})

describe('of the screen', () => {
  test('names the window, asks for no camera, and is one more switch', async () => {
    const { narrating, camera, wanted, heard, eyes, store, settings } = setUp()
    narrating.toggle('window')
    await settle()
    expect(heard).toEqual(['Narration of the window Text Editor is on.'])
    expect([store.state.narrating, narrating.source, wanted.camera(), camera]).toEqual(['window', 'window', false, []])
    // What it is not for is about the camera.
    expect(settings().narration.warned).toBe(false)
    narrating.toggle('window')
    await settle()
    expect(heard.slice(1)).toEqual(['Narration off.'])
    expect([eyes, store.state.narrating]).toEqual([['open window', 'close'], null])
  })
  test('another source takes the place of the one before, which is let go', async () => {
    const { narrating, camera, heard, eyes, store } = setUp({ settings: { narration: { every: 4, warned: true } } })
    narrating.toggle('camera')
    await settle()
    narrating.toggle('screen')
    await settle()
    expect([camera, eyes, store.state.narrating]).toEqual([['hold', 'release'], ['open screen'], 'screen'])
    narrating.toggle('camera')
    await settle()
    expect([camera, eyes, store.state.narrating]).toEqual([['hold', 'release', 'hold'], ['open screen', 'close'], 'camera'])
    expect(heard).toEqual(['Narration on.', 'Narration of the screen is on.', 'Narration on.'])
  })
  test('that there is no window is said, and narration is off', async () => {
    const { narrating, heard, store } = setUp({ screen: failure('no-front-window') })
    narrating.toggle('window')
    await settle()
    expect(heard).toEqual(['There is no window in front. Open one, or describe the screen instead.'])
    expect([narrating.isOn, store.state.narrating]).toEqual([false, null])
  })
})

describe('going on', () => {
  test('says what the model sees, as narration and with a hedge', async () => {
    const { narrating, heard, log, step } = setUp()
    narrating.toggle('camera')
    await step(4)
    expect(heard.at(-1)).toBe('It looks like a cat.')
    expect(log.at(-1)).toBe('begin narration')
  })
  test('a command that begins ends what is being described', async () => {
    const { narrating, step, described, store } = setUp({ sees: 'nothing yet' })
    narrating.toggle('camera')
    await step(3)
    expect(described.map(({ aborted }) => aborted)).toEqual([false])
    store.change({ activity: { command: 'describe-screen', sentence: '' } })
    await settle()
    expect(described.map(({ aborted }) => aborted)).toEqual([true])
  })
  test('an engine that is given up ends it, with a sound, and says why', async () => {
    const { narrating, heard, log, step, camera } = setUp({ sees: 'failure' })
    narrating.toggle('camera')
    await step(20)
    expect(narrating.isOn).toBe(false)
    expect(log).toContain('earcon narration-off')
    expect(heard.at(-1)).toContain('The engine failed three times')
    expect(camera.at(-1)).toBe('release')
  })
})

describe('ending', () => {
  test('by stop: the camera is released at once, and the sound comes after the silence', async () => {
    const { narrating, camera, log, store } = setUp()
    narrating.toggle('camera')
    await settle()
    narrating.stop()
    expect(camera).toEqual(['hold', 'release'])
    expect([narrating.isOn, store.state.narrating]).toEqual([false, null])
    await settle()
    expect(log.slice(-2)).toEqual(['silence quietly', 'earcon narration-off'])
  })
  test('stop where it is off changes nothing', () => {
    const { narrating, camera, log } = setUp()
    narrating.stop()
    expect([camera, log]).toEqual([[], []])
  })
})
