import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Idefics3Model } from '../../src/main/engine/formats/idefics3'
import type { Pixels } from '../../src/main/engine/vision/decode'
import { VisionLanguageRole } from '../../src/main/engine/vision-language'
import { requestSchema, type EngineEvent, type Exchange } from '../../src/shared/engine-protocol'
import type { Work } from '../../src/main/engine/job-table'
import { encode, openForTest, TURN } from './engine'
import { copyFolder, FP32, type FolderCopy } from './folder-copy'
import { readPythonRecord } from './record'
import { recipePixels } from '../support/tiny-models/pixels'

const SOURCE = 'test/fixtures/tiny-models/tiny-smolvlm2'

interface Film {
  readonly name: string
  readonly seconds: readonly number[]
  readonly question: string
  readonly history?: readonly Exchange[]
  readonly seed: number
  readonly promptIds: readonly number[]
  readonly ids: readonly number[]
}

/** What transformers' SmolVLMProcessor and model made of frames (test/support/tiny-models/smolvlm2.py). */
const FILMS = readPythonRecord('tiny-smolvlm2').cases as unknown as readonly Film[]
const WHOLE = { rows: 0, cols: 0 }

function frame(seed: number): Pixels {
  return { width: 50, height: 40, rgb: Uint8Array.from({ length: 50 * 40 * 3 }, (_, i) => (i * seed + (i >> 4)) & 255) }
}

describe('frames of a film, beside transformers in Python', () => {
  let folder: FolderCopy
  let model: Idefics3Model
  beforeAll(async () => {
    folder = copyFolder(SOURCE, FP32)
    model = await openForTest(folder.path)
  })
  afterAll(async () => {
    await model.close()
    folder.remove()
  })

  test.each(FILMS)('$name: the prompt has the same token ids', ({ question, seconds, history, promptIds }) => {
    const grids = seconds.map(() => ({ grid: WHOLE }))
    expect(model.promptIds(question, grids, history, seconds)).toEqual(promptIds)
  })

  test.each(FILMS)('$name: the same ids are generated', async ({ question, seconds, history, seed, ids }) => {
    const side = model.parts.config.tileSize
    const grids = seconds.map(() => [0, 0] as const)
    const frames = await encode(model, { grids }, recipePixels(seed, seconds.length, side))
    const seen = model.see(frames, seconds)
    const reply = await seen.ask(question, TURN, () => undefined, history && { history })
    expect(reply.ids).toEqual(ids)
  })

  test('frames are never cut into tiles', async () => {
    const encodeTiles = vi.spyOn(model.parts.encoder, 'encodeTiles')
    await model.look([frame(3), frame(5)], { detail: true, frames: { seconds: [0, 1] } }, TURN, {})
    expect(encodeTiles.mock.calls.map(([, tiles]) => tiles)).toEqual([1, 1])
    encodeTiles.mockRestore()
  })
})

test('a model that was not made for films takes frames as pictures', async () => {
  const folder = copyFolder('test/fixtures/tiny-models/tiny-smolvlm', FP32)
  const model = await openForTest(folder.path)
  const prompts = vi.spyOn(model, 'promptIds')
  const seen = await model.look([frame(3), frame(5)], { detail: false, frames: { seconds: [0, 1] } }, TURN, {})
  await seen.ask('What changed?', TURN, () => undefined)
  expect(prompts.mock.results[0]?.value).toEqual(model.promptIds('What changed?', [{ grid: WHOLE }, { grid: WHOLE }]))
  await model.close()
  folder.remove()
})

describe('a question about frames', () => {
  let folder: FolderCopy
  const role = new VisionLanguageRole()
  const events: EngineEvent[] = []
  const work = async (request: object): Promise<unknown> => {
    events.length = 0
    return role.work(requestSchema.parse(request) as Work, TURN, (event) => events.push(event))
  }
  beforeAll(async () => {
    folder = copyFolder(SOURCE, FP32)
    expect(await work({ type: 'load', job: 'load', folder: folder.path, threads: 1 })).toBeNull()
  })
  afterAll(() => {
    folder.remove()
  })

  const picture = (pixels: Pixels): object => {
    const { width, height, rgb } = pixels
    const bytes = Uint8Array.from({ length: width * height * 4 }, (_, i) => (i % 4 === 3 ? 255 : (rgb[(i >> 2) * 3 + (i % 4)] ?? 0)))
    return { kind: 'frame', width, height, format: 'RGBA', t: 0, bytes }
  }
  const empty = picture({ width: 50, height: 40, rgb: new Uint8Array(50 * 40 * 3) })
  const ask = (changes: object): Promise<unknown> =>
    work({ type: 'ask', job: 'ask', question: 'What changed?', picture: picture(frame(3)), ...changes })
  const said = (): string => events.flatMap((event) => (event.type === 'done' ? event.modelText : []))[0]?.text ?? ''

  test('is another question than the same one about pictures', async () => {
    const more = [picture(frame(5))]
    expect(await ask({ more })).toBeNull()
    const pictures = said()
    expect(await ask({ more, frames: { seconds: [0, 2] } })).toBeNull()
    expect(said()).not.toBe(pictures)
  })

  test('loses the time of an empty frame with the frame', async () => {
    expect(await ask({ more: [empty, picture(frame(5))], frames: { seconds: [0, 1, 2] } })).toBeNull()
    const left = said()
    expect(await ask({ more: [picture(frame(5))], frames: { seconds: [0, 2] } })).toBeNull()
    expect(left).toBe(said())
  })

  test('needs a time for every frame', async () => {
    expect(await ask({ frames: { seconds: [0, 1] } })).toMatchObject({ ok: false, code: 'engine-protocol' })
  })
})
