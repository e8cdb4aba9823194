import { readFile } from 'node:fs/promises'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { expect, test } from 'vitest'
import { addsExactly } from '../../../../src/main/engine/runtime/adds-exactly'
import { changeGraph } from '../../../../src/main/engine/runtime/onnx-graph'
import { signWeights } from '../../../../src/main/engine/runtime/patches/signed-weights'

const FOLDER = 'test/fixtures/tiny-models/tiny-smolvlm/onnx'
const SIDE = 64

async function features(model: Uint8Array): Promise<Float32Array> {
  const session = await InferenceSession.create(model)
  const pixels = Float32Array.from({ length: 3 * SIDE * SIDE }, (_, i) => Math.sin(i * 0.37))
  const { image_features } = await session.run({
    pixel_values: new Tensor('float32', pixels, [1, 1, 3, SIDE, SIDE]),
    pixel_attention_mask: new Tensor('bool', new Uint8Array(SIDE * SIDE).fill(1), [1, 1, SIDE, SIDE]),
  })
  return image_features?.data as Float32Array
}

const exact = await addsExactly()

test.skipIf(!exact)(`signed weights give the features of unsigned ones${exact ? '' : ' (this processor clips sums)'}`, async () => {
  const model = await readFile(`${FOLDER}/vision_encoder_quantized.onnx`)
  const changed = changeGraph(model, signWeights)
  expect(changed).not.toBeNull()
  expect(Buffer.compare(Buffer.from(changed ?? model), model)).not.toBe(0)
  const [before, after] = [await features(model), await features(changed ?? model)]
  const worst = Math.max(...before.map((value, i) => Math.abs(value - (after[i] ?? NaN))))
  expect(worst).toBeLessThanOrEqual(1e-4)
})

test('a graph without eight-bit products is left alone', async () => {
  expect(changeGraph(await readFile(`${FOLDER}/vision_encoder.onnx`), signWeights)).toBeNull()
})

test.skipIf(process.platform !== 'linux' || process.arch !== 'x64')(
  'sums are known to be exact on a processor with VNNI (read from /proc: Linux on x64 only)',
  async () => {
    const flags = await readFile('/proc/cpuinfo', 'utf8')
    if (/\bavx512_vnni\b|\bavx_vnni\b/.test(flags)) expect(exact).toBe(true)
    expect(typeof exact).toBe('boolean')
  },
)
