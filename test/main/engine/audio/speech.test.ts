import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { EngineEvent } from '../../../../src/shared/engine-protocol'
import { Moonshine } from '../../../../src/main/engine/audio/moonshine'
import { Speech } from '../../../../src/main/engine/audio/speech'
import { SPEECH_PLACES } from '../../../../src/main/models/speech-folder'
import { engine, joined, noise, silence, SPEECH_MISSING, spoken, tone, WHY_SKIPPED } from './support'

function transcriptOf(event: EngineEvent) {
  if (event.type !== 'transcript') throw new Error(JSON.stringify(event))
  return event
}
function hearingOf(event: EngineEvent) {
  if (event.type !== 'heard') throw new Error(JSON.stringify(event))
  return event
}
const words = (text: string): string => text.toLowerCase().replace(/[^a-z' ]/g, '')

describe.skipIf(SPEECH_MISSING)(`what is said${WHY_SKIPPED}`, () => {
  const role = engine()
  let door: Float32Array
  beforeAll(async () => {
    door = await spoken('What colour is the door on the left?')
    expect(await role.load()).toMatchObject({ type: 'loaded', info: { model: 'moonshine-tiny-en', provider: 'cpu', threads: 2 } })
  })

  test('is understood word by word, surely, with the times it took', async () => {
    const { text, certainty, least, timings } = transcriptOf(await role.ask({ type: 'transcribe', sound: door }))
    expect(words(text)).toBe('what color is the door on the left')
    expect(certainty).toBeGreaterThan(0.8)
    expect(least).toBeGreaterThan(0)
    expect(least).toBeLessThanOrEqual(certainty)
    expect(Object.keys(timings).sort()).toEqual(['activity', 'decoder', 'encoder', 'total'])
  })

  test('is understood in the middle of a long silence, too', async () => {
    const sound = joined(silence(2), door, silence(3))
    expect(words(transcriptOf(await role.ask({ type: 'transcribe', sound })).text)).toBe('what color is the door on the left')
  })

  test.each([
    ['silence', silence(3)],
    ['a tenth of a second of nothing', silence(0.1)],
    ['quiet noise', noise(3, 0.01)],
    ['loud noise', noise(3, 0.8)],
    ['a tone', tone(3, 0.3, 440)],
    ['a hum', tone(3, 0.15, 100, 200, 300)],
    ['a beep every second', joined(tone(0.2, 0.5, 1000), silence(0.8), tone(0.2, 0.5, 1000), silence(0.8))],
  ])('%s has no words', async (_, sound) => {
    expect(await role.ask({ type: 'transcribe', sound })).toMatchObject({ type: 'transcript', text: '', certainty: 0, least: 0 })
  })

  test('a job that is cancelled ends as cancelled', async () => {
    const { job, ended } = role.post({ type: 'transcribe', sound: door })
    role.cancel(job)
    expect(await ended).toMatchObject({ type: 'failed', code: 'cancelled' })
  })

  test('a cancel is heard between two tokens', async () => {
    const opened = await Moonshine.open(SPEECH_PLACES.folder, 2)
    if (!opened.ok) throw new Error(opened.code)
    let pauses = 0
    const turn = {
      cancelled: () => pauses >= 4,
      pause: () => {
        pauses++
        return Promise.resolve()
      },
    }
    const { text } = await opened.recogniser.transcribe(door, turn, {})
    await opened.recogniser.close()
    // One pause is behind the encoder, one behind each token.
    expect(pauses).toBe(4)
    expect(words(text)).toBe('what color is')
  })
})

describe.skipIf(SPEECH_MISSING)(`a stream of sound${WHY_SKIPPED}`, () => {
  const role = engine()
  let stream: Float32Array
  let first: number
  let second: number
  beforeAll(async () => {
    const [door, people] = [await spoken('Is there a door?'), await spoken('How many people are in the picture?')]
    first = door.length / 16
    second = people.length / 16
    stream = joined(silence(1), door, silence(0.6), people, silence(2))
    await role.load()
  })

  /** What is known after each piece, with the milliseconds heard by then. */
  async function story(sound: Float32Array, piece: number) {
    const told: { at: number; speaking: boolean; speech: number; silence: number }[] = []
    for (let from = 0; from < sound.length; from += piece) {
      const { speaking, speech, silence: quiet } = hearingOf(await role.ask({ type: 'hear', sound: sound.slice(from, from + piece), begins: from === 0 }))
      told.push({ at: Math.min(sound.length, from + piece) / 16, speaking, speech, silence: quiet })
    }
    return told
  }

  test('tells when somebody begins, pauses, goes on and ends', async () => {
    const told = await story(stream, 800)
    const turns = told.filter(({ speaking }, i) => i > 0 && speaking !== told[i - 1]?.speaking).map(({ at, speaking }) => ({ at, speaking }))
    expect(turns.map(({ speaking }) => speaking)).toEqual([true, false, true, false])
    const expected = [1000, 1000 + first, 1600 + first, 1600 + first + second]
    for (const [i, { at }] of turns.entries()) expect(Math.abs(at - (expected[i] ?? 0))).toBeLessThan(450)
    const last = told.at(-1)
    expect(last?.silence).toBeGreaterThan(1700)
    expect(last?.speech).toBeGreaterThan(0.6 * (first + second))
    expect(last?.speech).toBeLessThan(1.1 * (first + second))
  })

  test('is the same in pieces of any size', async () => {
    const ends = []
    for (const piece of [517, 4096, stream.length]) ends.push((await story(stream, piece)).at(-1))
    expect(ends[1]).toEqual(ends[0])
    expect(ends[2]).toEqual(ends[0])
  })

  test('that begins anew knows nothing of the one before', async () => {
    await story(stream, 4096)
    expect(hearingOf(await role.ask({ type: 'hear', sound: silence(1), begins: true }))).toMatchObject({ speaking: false, speech: 0 })
  })

  test.each([
    ['silence', silence(3)],
    ['noise', noise(3, 0.5)],
    ['a tone', tone(3, 0.3, 440)],
  ])('of %s has no speech in it', async (_, sound) => {
    expect(hearingOf(await role.ask({ type: 'hear', sound, begins: true }))).toMatchObject({ speaking: false, speech: 0 })
  })
})

describe.skipIf(SPEECH_MISSING)(`what understands speech${WHY_SKIPPED}`, () => {
  test('is let go when it is long unused, and is there again at the next sound', async () => {
    const rests: (() => void)[] = []
    const speech = new Speech({ setTimeout: (run) => ({ unref: () => rests.push(run) }), clearTimeout: () => rests.splice(0) })
    const told: EngineEvent[] = []
    const sound = new Float32Array(16_000)
    await speech.load({ type: 'load-speech', job: 'a', ...SPEECH_PLACES, threads: 1 }, (event) => told.push(event))
    expect(rests).toHaveLength(1)
    rests[0]?.()
    expect(await speech.hear({ type: 'hear', job: 'b', sound, begins: false }, (event) => told.push(event))).toBeNull()
    expect(told.map(({ type }) => type)).toEqual(['loaded', 'heard'])
    expect(rests).toHaveLength(1)
  })

  test('that could not be loaded is tried again at the next sound', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'descry-speech-'))
    const speech = new Speech({ setTimeout: () => ({ unref: () => undefined }), clearTimeout: () => undefined })
    const hear = () => speech.hear({ type: 'hear', job: 'b', sound: silence(0.1), begins: true }, () => undefined)
    const places = { folder: join(folder, 'moonshine'), activity: SPEECH_PLACES.activity, threads: 1 }
    expect(await speech.load({ type: 'load-speech', job: 'a', ...places }, () => undefined)).toMatchObject({ code: 'speech-not-installed' })
    expect(await hear()).toMatchObject({ code: 'speech-not-installed' })
    await symlink(SPEECH_PLACES.folder, places.folder)
    expect(await hear()).toBeNull()
    await rm(folder, { recursive: true })
  })

  test('keeps no sound: what it was given is wiped', async () => {
    const speech = new Speech({ setTimeout: () => ({ unref: () => undefined }), clearTimeout: () => undefined })
    const turn = { cancelled: () => false, pause: () => Promise.resolve() }
    await speech.load({ type: 'load-speech', job: 'a', ...SPEECH_PLACES, threads: 1 }, () => undefined)
    const [piece, whole] = [noise(0.5, 0.5), await spoken('Is there a door?')]
    await speech.hear({ type: 'hear', job: 'b', sound: piece, begins: true }, () => undefined)
    await speech.transcribe({ type: 'transcribe', job: 'c', sound: whole }, turn, () => undefined)
    expect([piece, whole].map((sound) => sound.every((sample) => sample === 0))).toEqual([true, true])
  })
})

describe('what is not there or not right', () => {
  test('before it is loaded speech is not understood', async () => {
    const role = engine()
    for (const request of [{ type: 'hear', sound: silence(0.1), begins: true }, { type: 'transcribe', sound: silence(0.1) }]) {
      expect(await role.ask(request)).toMatchObject({ type: 'failed', code: 'speech-not-installed' })
    }
  })

  test('a missing file is what is not installed, by its name', async () => {
    const role = engine()
    const nowhere = { type: 'load-speech', threads: 1, folder: '/nowhere', activity: '/nowhere/activity.onnx' }
    expect(await role.ask(nowhere)).toMatchObject({ type: 'failed', code: 'speech-not-installed', detail: 'activity.onnx is missing' })
  })

  test.skipIf(SPEECH_MISSING)(`a graph of something else is refused${WHY_SKIPPED}`, async () => {
    const role = engine()
    const swapped = { type: 'load-speech', threads: 1, folder: SPEECH_PLACES.folder, activity: `${SPEECH_PLACES.folder}/encoder_model.ort` }
    expect(await role.ask(swapped)).toMatchObject({ type: 'failed', code: 'model-unsupported', detail: 'voice activity: there is no input' })
  })

  test.each([
    ['no sound', { type: 'transcribe', sound: new Float32Array(0) }],
    ['more than 30 seconds', { type: 'transcribe', sound: new Float32Array(30 * 16_000 + 1) }],
    ['bytes', { type: 'transcribe', sound: new Uint8Array(16_000) }],
    ['a stream that neither begins nor goes on', { type: 'hear', sound: new Float32Array(512) }],
    ['no threads', { type: 'load-speech', folder: 'a', activity: 'b', threads: 0 }],
  ])('%s is a malformed request', async (_, request) => {
    expect(await engine().ask(request)).toMatchObject({ type: 'failed', code: 'engine-protocol' })
  })
})
