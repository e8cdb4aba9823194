import { InferenceSession, Tensor } from 'onnxruntime-node'
import { OnnxNode } from './onnx-node'
import { modelBytes } from './onnx-graph'
import { tensorBytes } from './onnx-tensor'

/** Enough for each of a kernel's paths: several rows, and sums longer than any register is wide. */
const ROWS = 5
const LENGTH = 256
const COLUMNS = 48

let asked: Promise<boolean> | undefined

/**
 * Whether this processor adds products of unsigned with signed bytes without clipping. Those without VNNI
 * add two of them in sixteen bits, where 255 × 127 twice is too much.
 */
export function addsExactly(): Promise<boolean> {
  return (asked ??= ask().catch(() => false))
}

async function ask(): Promise<boolean> {
  const weights = new Uint8Array(LENGTH * COLUMNS).fill(127)
  const model = modelBytes({
    nodes: [OnnxNode.make('MatMulInteger', ['a', 'weights'], ['sums'])],
    initializers: [tensorBytes('weights', 'int8', [LENGTH, COLUMNS], weights)],
    inputs: [{ name: 'a', type: 'uint8', dims: [ROWS, LENGTH] }],
    outputs: [{ name: 'sums', type: 'int32', dims: [ROWS, COLUMNS] }],
  })
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1, logSeverityLevel: 4 })
  const a = new Tensor('uint8', new Uint8Array(ROWS * LENGTH).fill(255), [ROWS, LENGTH])
  const { sums } = await session.run({ a })
  await session.release()
  return sums?.data instanceof Int32Array && sums.data.every((sum) => sum === 255 * 127 * LENGTH)
}
