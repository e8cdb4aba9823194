import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { Florence2Vision } from '../../src/main/engine/formats/florence2-vision'
import { Encoder } from '../../src/main/engine/vision/encoder'
import { PatchesEncoder } from '../../src/main/engine/vision/patches-encoder'
import type { Pixels } from '../../src/main/engine/vision/decode'
import { VisionLanguageRole } from '../../src/main/engine/vision-language'
import type { Work } from '../../src/main/engine/job-table'
import { requestSchema, type EngineEvent, type Reading } from '../../src/shared/engine-protocol'
import type { Picture } from '../../src/shared/picture'
import { TURN } from './engine'
import { copyIn } from './florence2'
import { copyFolder, FP32, type FolderCopy } from './folder-copy'

const [WIDTH, HEIGHT] = [160, 120]

/** Darker to the right, with noise, and nothing at all in the top fifth: no part of it is like its mirror. */
function picture(): Picture {
  const bytes = new Uint8Array(WIDTH * HEIGHT * 4)
  for (let i = 0; i < WIDTH * HEIGHT; i++) {
    const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)]
    const noise = ((i * 2_654_435_761) >>> 24) & 63
    const light = y < HEIGHT / 5 ? 128 : 220 - x + noise
    bytes.set(y < HEIGHT / 5 ? [light, light, light, 255] : [light, (light + y) & 255, noise * 2, 255], i * 4)
  }
  return { kind: 'frame', width: WIDTH, height: HEIGHT, format: 'RGBA', t: 0, bytes }
}

const FAMILIES = [
  { family: 'Idefics3 and SmolVLM', copy: () => copyFolder('test/fixtures/tiny-models/tiny-smolvlm2', FP32), encoder: Encoder.prototype },
  { family: 'Florence-2', copy: () => copyIn('', ''), encoder: Florence2Vision.prototype },
  { family: 'Qwen3.5', copy: () => copyFolder('test/fixtures/tiny-models/tiny-qwen3_5', FP32), encoder: PatchesEncoder.prototype },
] as const

describe.each(FAMILIES)('readings of a picture by $family', ({ copy, encoder }) => {
  let folder: FolderCopy
  const role = new VisionLanguageRole()
  /** The pictures that were encoded. */
  const encoded: Pixels[] = []

  async function work(request: object) {
    encoded.length = 0
    const events: EngineEvent[] = []
    const failed = await role.work(requestSchema.parse({ job: 'j', ...request }) as Work, TURN, (event) => events.push(event))
    const done = events.find((event) => event.type === 'done')
    const said = done?.modelText.filter(({ part }) => part !== 'reply') ?? []
    return { failed, said, tokens: done?.tokens ?? 0, verdict: events.find((event) => event.type === 'verdict'), encoded: [...encoded] }
  }
  const read = (reading: Reading, name = 'it') => work({ type: 'describe', picture: picture(), name, length: 'brief', reading: { kind: 'photo', ...reading } })
  const pixels = (all: readonly Pixels[]) => all.map(({ width, height }) => [width, height])

  beforeAll(async () => {
    folder = copy()
    expect(await role.work({ type: 'load', job: 'load', folder: folder.path, threads: 1 }, TURN, () => undefined)).toBeNull()
    const { encode } = encoder as { encode: (...given: readonly unknown[]) => unknown }
    vi.spyOn(encoder as { encode: typeof encode }, 'encode').mockImplementation(function (this: unknown, ...given) {
      encoded.push(given[0] as Pixels)
      return encode.apply(this, given)
    })
  })
  afterAll(() => {
    vi.restoreAllMocks()
    folder.remove()
  })

  test('the whole is encoded once; other words ask something else about it, and tokens come', async () => {
    const usual = await read({ mirrored: false, words: 0 })
    const other = await read({ mirrored: false, words: 1 })
    expect([usual.failed, other.failed]).toEqual([null, null])
    expect([pixels(usual.encoded), pixels(other.encoded)]).toEqual([[[WIDTH, HEIGHT]], []])
    expect(usual.said).toHaveLength(1)
    expect(other.said[0]?.prompt).not.toBe(usual.said[0]?.prompt)
    expect(Math.min(usual.tokens, other.tokens)).toBeGreaterThan(0)
  })

  test('the ways to ask go round, and all of them are different', async () => {
    const prompts: (string | undefined)[] = []
    while (prompts.length < 12 && (prompts.length < 2 || prompts.at(-1) !== prompts[0])) {
      prompts.push((await read({ mirrored: false, words: prompts.length })).said[0]?.prompt)
    }
    expect(prompts.at(-1)).toBe(prompts[0])
    expect(new Set(prompts).size).toBe(prompts.length - 1)
  })

  test('mirrored, the model is shown the picture with left and right exchanged', async () => {
    const whole = await read({ mirrored: false, words: 0 }, 'anew')
    const mirrored = await read({ mirrored: true, words: 0 }, 'anew')
    const row = (all: readonly Pixels[]) => Array.from({ length: WIDTH }, (_, x) => all[0]?.rgb[(60 * WIDTH + x) * 3])
    expect(row(mirrored.encoded)).toEqual(row(whole.encoded).reverse())
    expect(mirrored.tokens).toBeGreaterThan(0)
  })

  test('a part is all that the model is shown, and the verdict is of the whole', async () => {
    const part = await read({ crop: { x: 0.25, y: 0.5, width: 0.5, height: 0.5 }, mirrored: false, words: 0 })
    expect(pixels(part.encoded)).toEqual([[WIDTH / 2, HEIGHT / 2]])
    expect(part.verdict).toMatchObject({ width: WIDTH, height: HEIGHT, empty: null })
    expect(part.tokens).toBeGreaterThan(0)
  })

  test('after parts and mirrors the whole is still the one that is asked about', async () => {
    await read({ mirrored: false, words: 0 })
    await read({ mirrored: true, words: 0 })
    await read({ crop: { x: 0, y: 0.5, width: 1, height: 0.5 }, mirrored: false, words: 0 })
    const asked = await work({ type: 'ask', name: 'it', question: 'Describe this image.' })
    expect([asked.failed, asked.encoded]).toEqual([null, []])
  })

  test('a part in which nothing is is not shown to the model, and says nothing', async () => {
    const part = await read({ crop: { x: 0, y: 0, width: 1, height: 0.15 }, mirrored: false, words: 0 })
    expect([part.failed, part.said, part.encoded]).toEqual([null, [], []])
  })
})
