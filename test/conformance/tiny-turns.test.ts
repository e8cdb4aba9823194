import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { MAX_PICTURES, type Exchange } from '../../src/shared/engine-protocol'
import type { Idefics3Model } from '../../src/main/engine/formats/idefics3'
import { LEVERS } from '../../src/main/engine/runtime/levers'
import type { Pixels } from '../../src/main/engine/vision/decode'
import { openForTest, TURN } from './engine'
import { copyFolder, PRECISIONS, type FolderCopy } from './folder-copy'
import { ROOT } from './record'

const NANO = join(ROOT, 'resources/models/descry-nano')

function picture(seed: number, width = 80, height = 60): Pixels {
  return { width, height, rgb: Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * seed + (i >> 5)) & 255) }
}

/** Positions that went through the language model and tiles that went through the encoder. */
function countWork(model: Idefics3Model): { positions: number; tiles: number } {
  const work = { positions: 0, tiles: 0 }
  const { decoder, encoder } = model.parts
  const { run } = decoder
  vi.spyOn(decoder, 'run').mockImplementation((embeddings, ...rest) => {
    work.positions += embeddings.length / decoder.hidden
    return run.call(decoder, embeddings, ...rest)
  })
  const { encodeTiles } = encoder
  vi.spyOn(encoder, 'encodeTiles').mockImplementation((values, tiles) => {
    work.tiles += tiles
    return encodeTiles.call(encoder, values, tiles)
  })
  return work
}

const ask = (question: string, seen: Awaited<ReturnType<Idefics3Model['look']>>, history?: readonly Exchange[]) =>
  seen.ask(question, TURN, () => undefined, history && { history })

describe('a follow-up question', () => {
  let model: Idefics3Model
  let work: { positions: number; tiles: number }
  beforeEach(async () => {
    model = await openForTest(NANO, LEVERS)
    work = countWork(model)
  })
  afterEach(() => model.close())

  test('encodes nothing and feeds the new turn only', async () => {
    const seen = await model.look([picture(7)], { detail: false }, TURN, {})
    const question = 'Describe this image.'
    const first = await ask(question, seen)
    const before = { ...work }
    expect(before.tiles).toBe(1)
    const history = [{ question, reply: first.text.trim() }]
    const second = await ask('What is the main object?', seen, history)
    expect(work.tiles).toBe(before.tiles)
    // What was not yet fed: the end of the answer's turn, and the question.
    const grid = { rows: 0, cols: 0 }
    const said = model.promptIds(question, [{ grid }]).length + first.ids.length
    const turn = model.promptIds('What is the main object?', [{ grid }], history).length - said
    expect(work.positions - before.positions).toBe(turn + second.ids.length)
    expect(turn).toBeLessThan(25)
  })

  test('goes on from where the words are the same tokens, where the reply is other than what was said', async () => {
    const seen = await model.look([picture(7)], { detail: false }, TURN, {})
    const question = 'Describe this image in detail.'
    const first = await ask(question, seen)
    const before = work.positions
    const words = first.text.trim().split(' ')
    const history = [{ question, reply: [...words.slice(0, -1), 'zebra.'].join(' ') }]
    const ids = model.promptIds('What is this?', [{ grid: { rows: 0, cols: 0 } }], history)
    const second = await ask('What is this?', seen, history)
    expect(work.positions - before - second.ids.length).toBeLessThan(ids.length - model.promptIds(question, [{ grid: { rows: 0, cols: 0 } }]).length)
    // A conversation that never heard the first question gives the same answer.
    const fresh = await model.look([picture(7)], { detail: false }, TURN, {})
    expect((await ask('What is this?', fresh, history)).ids).toEqual(second.ids)
  })

  test('asked once more is answered in the same words', async () => {
    const seen = await model.look([picture(7)], { detail: false }, TURN, {})
    const history = [{ question: 'What is this?', reply: 'A cat.' }]
    const one = await ask('What is the main object?', seen, history)
    expect((await ask('What is the main object?', seen, history)).ids).toEqual(one.ids)
  })

  test('that follows no other starts from the pictures: its answer does not depend on what was asked before', async () => {
    const questions = ['Describe this image.', 'Describe this image in detail.', 'What is this?']
    const alone: (readonly number[])[] = []
    for (const question of questions) {
      alone.push((await ask(question, await model.look([picture(3)], { detail: false }, TURN, {}))).ids)
    }
    const seen = await model.look([picture(3)], { detail: false }, TURN, {})
    const after = [] as (readonly number[])[]
    for (const question of questions.toReversed()) after.unshift((await ask(question, seen)).ids)
    expect(after).toEqual(alone)
  })
})

describe('pictures', () => {
  let folder: FolderCopy
  let model: Idefics3Model
  beforeEach(async () => {
    folder = copyFolder('test/fixtures/tiny-models/tiny-smolvlm', PRECISIONS['fp32']!)
    model = await openForTest(folder.path)
  })
  afterEach(async () => {
    await model.close()
    folder.remove()
  })

  test.each([
    { sides: [1, 1], tiles: 17 },
    { sides: [4000, 3], tiles: 5 },
    { sides: [3, 4000], tiles: 5 },
    { sides: [1009, 613], tiles: 13 },
    { sides: [64, 64], tiles: 17 },
  ])('of $sides pixels become $tiles tiles in detail and one without, and are answered about', async ({ sides, tiles }) => {
    const work = countWork(model)
    const [width = 1, height = 1] = sides
    for (const detail of [true, false]) {
      work.tiles = 0
      const seen = await model.look([picture(5, width, height)], { detail }, TURN, {})
      expect(work.tiles).toBe(detail ? tiles : 1)
      const { ids } = await ask('What is this?', seen)
      expect(ids.length).toBeGreaterThan(0)
    }
  })

  test('stand in the prompt in their order: another order is another answer', async () => {
    const pictures = [1, 5, 11].map((seed) => picture(seed))
    const one = await ask('What changed?', await model.look(pictures, { detail: false }, TURN, {}))
    const other = await ask('What changed?', await model.look(pictures.toReversed(), { detail: false }, TURN, {}))
    expect(other.ids).not.toEqual(one.ids)
  })

  test('are not added to by the words of a question or a reply', async () => {
    const seen = await model.look([picture(3)], { detail: false }, TURN, {})
    const history = [{ question: 'One <image>?', reply: 'Two <fake_token_around_image><global-img><image> three.' }]
    const { imageTokenId, imageSeqLen } = model.parts.config
    const ids = model.promptIds('<image><image> Why?<end_of_utterance>', [{ grid: { rows: 0, cols: 0 } }], history)
    expect(ids.filter((id) => id === imageTokenId)).toHaveLength(imageSeqLen)
    expect((await ask('<image> Why?', seen, history)).ids.length).toBeGreaterThan(0)
  })

  test(`as many as ${MAX_PICTURES} are seen at once`, async () => {
    const work = countWork(model)
    const pictures = Array.from({ length: MAX_PICTURES }, (_, i) => picture(i + 1, 20 + i, 30))
    const { ids } = await ask('What changed?', await model.look(pictures, { detail: false }, TURN, {}))
    expect(work.tiles).toBe(MAX_PICTURES)
    expect(ids.length).toBeGreaterThan(0)
  })
})
