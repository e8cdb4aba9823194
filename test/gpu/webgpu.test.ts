import { describe, expect, test } from 'vitest'
import { openIdefics3, type Idefics3Model } from '../../src/main/engine/formats/idefics3'
import { readModelFolder } from '../../src/main/engine/formats/model-folder'
import { EXACT_LEVERS, LEVERS, type Levers } from '../../src/main/engine/runtime/levers'
import { forced, judge, nothingJudged, seeRecipe, THREADS } from '../conformance/engine'
import { copyFolder, PRECISIONS } from '../conformance/folder-copy'
import { pairs, readRecord } from '../conformance/record'
import { SOFTWARE_VULKAN, UNLESS_VULKAN } from '../support/engine/software-vulkan'

/**
 * Limits of the leading logits' difference to transformers.js on the same files on the processor, teacher-forced;
 * the logits have a standard deviation of about 100. Measured on SwiftShader: 0.48, every best token.
 */
const ALL_LIMITS = [
  { precision: 'fp32', levers: EXACT_LEVERS, worst: 1, topOne: 1 },
  { precision: 'q4', levers: EXACT_LEVERS, worst: 1, topOne: 1 },
  { precision: 'q4', levers: LEVERS, worst: 20, topOne: 0.9 },
] as const

/** Encoders of many tiles take minutes in software; `DESCRY_LONG` asks for all cases and rows. */
const isLong = Boolean(process.env['DESCRY_LONG'])
const EVERY = isLong ? 1 : 4
const LIMITS = ALL_LIMITS.filter(({ levers }) => isLong || levers === EXACT_LEVERS)
const SLOW = 580_000

const record = readRecord('tiny-smolvlm')

async function withModel<T>(precision: string, levers: Levers, use: (model: Idefics3Model) => Promise<T>): Promise<T> {
  const suffixes = PRECISIONS[precision]
  if (!suffixes) throw new Error(precision)
  const copy = copyFolder(record.folder, suffixes)
  try {
    const folder = await readModelFolder(copy.path)
    if (!folder.ok) throw new Error(folder.detail)
    const opened = await openIdefics3(folder.model, { threads: THREADS, device: 'webgpu', levers })
    if (!opened.ok) throw new Error(`${opened.code}: ${opened.detail}`)
    const result = await use(opened.model)
    await opened.model.close()
    return result
  } finally {
    copy.remove()
  }
}

describe.skipIf(!SOFTWARE_VULKAN)(`tiny-smolvlm on WebGPU${UNLESS_VULKAN}`, () => {
  // Before onnxruntime makes its first WebGPU session in this process.
  Object.assign(process.env, SOFTWARE_VULKAN)

  test.each(LIMITS)('in $precision answers as on the processor, within worst $worst and best $topOne', async ({ precision, levers, worst, topOne }) => {
    const judged = nothingJudged()
    await withModel(precision, levers, async (model) => {
      expect(model.device).toBe('webgpu')
      const cases = pairs(record, precision).filter((_, i) => i % EVERY === 0)
      for (const { asked, answered } of cases) {
        const pictures = await seeRecipe(model, asked)
        judge(judged, await forced(model.see(pictures), asked.question, answered.ids, asked.history), answered)
      }
    })
    console.info(`WebGPU, ${precision}: ${judged.agreed} of ${judged.steps} best tokens, worst ${judged.worst.toFixed(4)}`)
    expect(judged.finite).toBe(true)
    expect(judged.worst).toBeLessThanOrEqual(worst)
    expect(judged.agreed / judged.steps).toBeGreaterThanOrEqual(topOne)
  }, SLOW)

  test.each(['fp16', 'q4f16'])('in %s is refused in words by a driver without half floats', async (precision) => {
    const [first] = pairs(record, precision)
    const ran = withModel(precision, EXACT_LEVERS, async (model) => seeRecipe(model, first!.asked))
    await expect(ran).rejects.toThrow(/requires f16 but the device does not support it/)
  }, SLOW)
})
