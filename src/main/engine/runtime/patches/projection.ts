import type { Pattern } from './pattern'

/** Width of a linear projection's output, from its weights; undefined where that cannot be told. */
export function projectionWidth(pattern: Pattern, name: string | undefined): number | undefined {
  const sum = pattern.maker(name, 'Add')
  if (sum) {
    // A bias is as wide as what it is added to.
    const widths = sum.inputs.map((input) => pattern.constant(input)?.dims)
    return widths.find((dims) => dims?.length === 1)?.[0]
  }
  const product = pattern.maker(name, 'MatMul', 'MatMulNBits')
  if (product?.opType === 'MatMulNBits') return product.int('N')
  return pattern.constant(product?.inputs[1])?.dims.at(-1)
}
