import type { OnnxNode } from '../onnx-node'
import { floatsOfTensor } from '../onnx-tensor'
import type { Pattern } from './pattern'

/** A value turned by its position, as llama has it: x·cos + rotate_half(x)·sin. */
export interface Rotary {
  /** What is turned, [batch, heads, sequence, size]. */
  readonly input: string
  /** Angle a position of each pair, radians, [size / 2]. */
  readonly frequencies: Float32Array
}

/** @param size of a head */
export function findRotary(pattern: Pattern, name: string | undefined, size: number): Rotary | undefined {
  const sum = pattern.maker(name, 'Add')
  const products = sum?.inputs.map((input) => pattern.maker(input, 'Mul')) ?? []
  const [plain, turned] = products.toSorted((a, b) => Number(isTurned(pattern, a)) - Number(isTurned(pattern, b)))
  if (!plain || !turned || !isTurned(pattern, turned)) return undefined
  const half = turned.inputs.map((input) => pattern.maker(input, 'Concat')).find((node) => node !== undefined)
  const input = pattern.maker(pattern.maker(half?.inputs[0], 'Neg')?.inputs[0], 'Slice')?.inputs[0]
  const same = pattern.maker(half?.inputs[1], 'Slice')?.inputs[0]
  if (input === undefined || same !== input || !plain.inputs.includes(input)) return undefined
  const cosine = plain.inputs.find((each) => each !== input)
  const sine = turned.inputs.find((each) => pattern.maker(each, 'Concat') !== half)
  const frequencies = angles(pattern, cosine, 'Cos', size)
  const same2 = angles(pattern, sine, 'Sin', size)
  const agree = frequencies && same2 && frequencies.every((value, i) => value === same2[i])
  return agree ? { input, frequencies } : undefined
}

function isTurned(pattern: Pattern, product: OnnxNode | undefined): boolean {
  return product?.inputs.some((input) => pattern.maker(pattern.maker(input, 'Concat')?.inputs[0], 'Neg')) ?? false
}

/** Frequencies of the table that a cosine or sine is taken of: positions × frequencies, twice side by side. */
function angles(pattern: Pattern, name: string | undefined, opType: string, size: number): Float32Array | undefined {
  const { name: table, scale } = pattern.unscaled(name, 'Unsqueeze', 'Cast')
  const function_ = scale === 1 ? pattern.maker(table, opType) : undefined
  const twice = pattern.maker(function_?.inputs[0], 'Concat')
  if (twice?.inputs.length !== 2 || twice.inputs[0] !== twice.inputs[1]) return undefined
  const product = pattern.maker(pattern.behind(twice.inputs[0], 'Transpose', 'Cast'), 'MatMul', 'Mul')
  const roots = product?.inputs.map((input) => pattern.behind(input, 'Cast', 'Expand', 'Unsqueeze')) ?? []
  if (!roots.includes('position_ids')) return undefined
  const constants = roots.map((root) => floatsOfTensor(pattern.constant(root)))
  return constants.find((floats) => floats?.length === size / 2) ?? undefined
}
