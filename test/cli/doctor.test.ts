import { describe, expect, test } from 'vitest'
import { judge, type Findings } from '../../src/cli/doctor-checks'
import { runCommand } from '../../src/cli/run-command'
import { failure } from '../../src/shared/codes'
import { createMessages } from '../../src/shared/messages'
import { fakeNarrator, fakeWorld } from './support/fake-io'

const working = { failure: null, rss: 1, timings: {} }

const WELL: Findings = {
  version: '1.2.3',
  node: '24.0.0',
  narrator: {
    modelFolder: '/models/descry-nano',
    recogniserFolder: '/models/ocr',
    vision: { ...working, info: { model: 'descry-nano', provider: 'cpu', threads: 2 } },
    recogniser: { ...working, info: { model: 'PP-OCRv6 tiny', provider: 'cpu', threads: 2 } },
  },
  described: { ok: true, took: 432 },
  voice: {
    chosen: 'speech-dispatcher',
    routes: [
      { id: 'orca', availability: { available: false, reason: 'Orca does not run.' } },
      { id: 'speech-dispatcher', availability: { available: true, name: 'Speech Dispatcher 0.11' } },
    ],
    player: 'paplay',
    last: null,
    secondVoice: null,
  },
  clipboardTool: 'xclip',
  memoryFolder: '/dev/shm/descry-0',
  hears: true,
}

const NO_VOICE = {
  chosen: null,
  routes: [
    { id: 'orca', availability: { available: false, reason: 'Orca does not run.' } },
    { id: 'own-voice', availability: { available: false, reason: 'Install espeak-ng.' } },
  ],
} as const

async function checks(found: Partial<Findings>, env: Record<string, string> = { DISPLAY: ':0' }) {
  const { io } = await fakeWorld({ env })
  return judge({ ...WELL, ...found }, io, createMessages('en'))
}

const half = (code: 'model-not-found' | 'recogniser-not-installed') => ({
  ...working,
  info: null,
  failure: failure(code),
})

describe('the doctor', () => {
  test('finds nothing wrong where all is there', async () => {
    expect((await checks({})).filter((c) => c.state !== 'fine')).toEqual([])
  })

  test('names model, folder, provider and threads in one sentence', async () => {
    const model = (await checks({})).find((c) => c.id === 'model')
    expect(model?.sentence).toBe(
      'The model descry-nano in /models/descry-nano describes pictures, on cpu with 2 threads.',
    )
  })

  test('puts what is broken first, then what needs attention, each with what to do', async () => {
    const found = await checks({
      narrator: { ...WELL.narrator, recogniser: half('recogniser-not-installed') },
      voice: { ...WELL.voice, ...NO_VOICE, player: null },
      clipboardTool: undefined,
    })
    expect(found.slice(0, 4).map((c) => [c.id, c.state])).toEqual([
      ['voice', 'broken'],
      ['recogniser', 'attention'],
      ['player', 'attention'],
      ['clipboard', 'attention'],
    ])
    for (const { sentence } of found.slice(0, 4)) expect(sentence).toMatch(/\b(Install|install|Run|Start)\b/)
  })

  test('says where it looked for a model that is not there', async () => {
    const [first] = await checks({
      narrator: { ...WELL.narrator, vision: half('model-not-found') },
      described: failure('model-not-found'),
    })
    expect(first).toMatchObject({ id: 'model', state: 'broken', code: 'model-not-found' })
    expect(first?.sentence).toContain('/models/descry-nano')
  })

  test('says whether spoken questions are understood, and what to do where they are not', async () => {
    const speech = async (hears: boolean) => (await checks({ hears })).find(({ id }) => id === 'speech')
    expect(await speech(true)).toMatchObject({ state: 'fine', sentence: 'Spoken questions are understood, in English.' })
    const without = await speech(false)
    expect(without).toMatchObject({ state: 'attention', code: 'speech-not-installed' })
    expect(without?.sentence).toContain('Questions can be typed. Run npm start')
  })

  test('says which letters the fallback recogniser cannot read', async () => {
    const info = { model: 'PP-OCRv4', provider: 'cpu', threads: 2, cannotRead: 'ÀÇÖßçñö' }
    const recogniser = { ...working, info }
    const found = await checks({ narrator: { ...WELL.narrator, recogniser } })
    expect(found[0]).toMatchObject({ id: 'recogniser', state: 'attention' })
    expect(found[0]?.sentence).toContain('cannot read 7 European letters, such as ö, ß, ñ, ç.')
  })

  test('gives the reason why each other voice is not used', async () => {
    const sentences = (await checks({})).map((c) => c.sentence)
    expect(sentences).toContain('Descry speaks through Speech Dispatcher 0.11.')
    expect(sentences).toContain('Orca is not used: Orca does not run.')
  })

  test('without a voice says why each of them is out, in one breath', async () => {
    const [first] = await checks({ voice: { ...WELL.voice, ...NO_VOICE } })
    expect(first?.sentence).toBe(
      'Descry has no voice, and prints its answers only. Orca is not used: Orca does not run. ' +
        "Descry's own voice is not used: Install espeak-ng.",
    )
  })

  test('passes on that Descry would be a second voice beside a reader', async () => {
    const secondVoice = 'Orca runs, but speaks for itself.'
    const [first] = await checks({ voice: { ...WELL.voice, secondVoice } })
    expect(first).toEqual({ id: 'second-voice', state: 'attention', sentence: secondVoice })
  })

  test('without a display misses no clipboard program', async () => {
    const found = await checks({ clipboardTool: undefined }, {})
    expect(found.filter((c) => c.state !== 'fine')).toEqual([])
  })

  test('ends with the code of the first thing that is broken, in words and as JSON', async () => {
    const { io, stdout } = await fakeWorld()
    expect(await runCommand(['doctor'], io)).toBe(6)
    expect(stdout().split('\n')[1]).toMatch(/^Descry has no voice, /)
    const broken = await fakeWorld({ narrator: fakeNarrator(failure('engine-crashed')) })
    expect(await runCommand(['doctor', '--json'], broken.io)).toBe(5)
    expect(JSON.parse(broken.stdout())).toMatchObject({ ok: true, verb: 'doctor', works: false })
  })
})
