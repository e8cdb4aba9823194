import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EXACT_LEVERS, LEVERS } from '../../src/main/engine/runtime/levers'
import type { Idefics3Model } from '../../src/main/engine/formats/idefics3'
import type { EncodedPicture } from '../../src/main/engine/vision/encoder'
import { preprocess } from '../../src/main/engine/vision/preprocess'
import { planes } from '../support/tiny-models/pixels'
import { answer, encode, forced, judge, nothingJudged, openForTest } from './engine'
import { pairs, readRecord, ROOT, type Asked } from './record'

/**
 * descry-nano's language model asks for accuracy level 4: activations are rounded to eight bits, so that
 * where two tokens are nearly level the last bit of a pixel, the release of ONNX Runtime, its graph
 * optimisations and the processor's kernels decide. 1.23 and 1.30 of it part in two of the samples,
 * where the lead is under 0.01. So a step may differ from what is recorded only where the lead was no
 * wider than TIE, and leading logits by no more than WORST (measured here: 0.000005).
 */
const TIE = 0.05
const WORST = 0.5

const record = readRecord('descry-nano')
const cases = pairs(record, 'shipped')
const folder = join(ROOT, record.folder)
const samples = JSON.parse(readFileSync(join(folder, 'samples.json'), 'utf8')) as {
  file: string
  prompt: string
  answer: string
}[]

/** The answers are those of the file's own bytes; one has a colour profile that would change them. */
function bytesOf(file: string): Promise<Buffer> {
  return sharp(join(folder, file), { ignoreIcc: true }).removeAlpha().raw().toBuffer()
}

describe('descry-nano', () => {
  let model: Idefics3Model
  let product: Idefics3Model
  const seen = new Map<string, Promise<EncodedPicture[]>>()

  beforeAll(async () => {
    // As the record was made: fused operators round otherwise.
    model = await openForTest(folder, { ...EXACT_LEVERS, fused: true })
    product = await openForTest(folder, LEVERS)
  })
  afterAll(() => Promise.all([model.close(), product.close()]))

  function see(asked: Asked): Promise<EncodedPicture[]> {
    const file = asked.file ?? ''
    const known = seen.get(file)
    if (known) return known
    const made = bytesOf(file).then((rgb) => encode(model, asked, planes(rgb)))
    seen.set(file, made)
    return made
  }

  test('a sample picture becomes the pixel values, bit for bit, that the record was made with', async () => {
    const [sample] = cases
    if (!sample?.asked.file) throw new Error('no sample picture')
    const rgb = await bytesOf(sample.asked.file)
    const pixels = { width: 224, height: 224, rgb: new Uint8Array(rgb) }
    const { values } = await preprocess(pixels, model.parts.config)
    expect(values).toEqual(planes(rgb))
  })

  test('every question of the card becomes the same token ids as in transformers.js', () => {
    expect(cases.length).toBe(9 * 16)
    for (const { asked } of cases) {
      const ids = model.promptIds(asked.question, [{ grid: { rows: 0, cols: 0 } }])
      expect(ids, asked.name).toEqual(asked.promptIds)
    }
  })

  test('teacher-forced logits are within the limits, and only near ties are decided otherwise', async () => {
    const judged = nothingJudged()
    for (const { asked, answered } of cases) {
      judge(judged, await forced(model.see(await see(asked)), asked.question, answered.ids), answered)
    }
    expect(judged.finite).toBe(true)
    expect(judged.worst).toBeLessThanOrEqual(WORST)
    expect(judged.widestMiss).toBeLessThanOrEqual(TIE)
  })

  test('the same ids are generated step by step, up to a near tie that was decided otherwise', async () => {
    let equal = 0
    for (const { asked, answered } of cases) {
      const { ids } = await answer(model, await see(asked), asked)
      const parting = answered.ids.findIndex((id, i) => id !== ids[i])
      if (parting === -1) {
        expect(ids.length, asked.name).toBe(answered.ids.length)
        equal++
        continue
      }
      const [best, second] = answered.steps[parting] ?? []
      const lead = (best?.[1] ?? Infinity) - (second?.[1] ?? 0)
      expect(lead, `${asked.name}, step ${parting}`).toBeLessThanOrEqual(TIE)
    }
    // Near ties are rare: most answers are the same to the last token on any processor.
    expect(equal).toBeGreaterThanOrEqual(cases.length * 0.9)
  })

  test("the card's samples come out word for word, wrong ones too, save for near ties", async () => {
    let literal = 0
    for (const sample of samples) {
      const found = cases.find(({ asked }) => asked.file === sample.file && asked.question === sample.prompt)
      if (!found) throw new Error(`${sample.file}: ${sample.prompt} is not recorded`)
      const pictures = await see(found.asked)
      const { text } = await answer(product, pictures, { question: sample.prompt })
      if (text.trim() === sample.answer) {
        literal++
        continue
      }
      const [end] = model.parts.config.endIds
      const ids = [...model.parts.tokenizer.encode(` ${sample.answer}`), end ?? -1]
      const logits = await forced(product.see(pictures), sample.prompt, ids)
      const behind = logits.map((row, i) => Math.max(...row) - (row[ids[i] ?? -1] ?? -Infinity))
      expect(Math.max(...behind), `${sample.file}: ${sample.prompt}`).toBeLessThanOrEqual(TIE)
    }
    // All 54 on a processor with AVX-512 VNNI; the kernels of another may decide a near tie otherwise.
    expect(literal).toBeGreaterThanOrEqual(samples.length - 6)
  })
})
