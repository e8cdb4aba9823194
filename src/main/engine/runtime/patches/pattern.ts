import type { OnnxGraph } from '../onnx-graph'
import type { OnnxNode } from '../onnx-node'
import { floatsOfTensor, type OnnxTensor } from '../onnx-tensor'

/** A graph as patterns are looked for in it: backwards from a value to what made it. */
export class Pattern {
  readonly #graph: OnnxGraph
  readonly #producers: ReadonlyMap<string, OnnxNode>
  readonly #consumers = new Map<string, OnnxNode[]>()

  constructor(graph: OnnxGraph) {
    this.#graph = graph
    this.#producers = graph.producers()
    for (const node of graph.nodes) {
      for (const input of node.inputs) {
        const known = this.#consumers.get(input)
        if (known) known.push(node)
        else this.#consumers.set(input, [node])
      }
    }
  }

  /** The node that makes a value, if it is of one of these kinds. */
  maker(name: string | undefined, ...opTypes: readonly string[]): OnnxNode | undefined {
    const node = name === undefined ? undefined : this.#producers.get(name)
    return node && (opTypes.length === 0 || opTypes.includes(node.opType)) ? node : undefined
  }

  users(name: string | undefined): readonly OnnxNode[] {
    return (name === undefined ? undefined : this.#consumers.get(name)) ?? []
  }

  /** The value behind nodes of these kinds, each left by its first input. */
  behind(name: string | undefined, ...opTypes: readonly string[]): string | undefined {
    const isPassed = (node: OnnxNode | undefined): node is OnnxNode => node !== undefined && opTypes.includes(node.opType)
    let at = name
    for (let node = this.maker(at); isPassed(node); node = this.maker(at)) at = node.inputs[0]
    return at
  }

  constant(name: string | undefined): OnnxTensor | undefined {
    return name === undefined ? undefined : this.#graph.constant(name, this.#producers)
  }

  /** A float constant of one element. */
  scalar(name: string | undefined): number | undefined {
    const floats = floatsOfTensor(this.constant(name))
    return floats?.length === 1 ? floats[0] : undefined
  }

  /** Of a node with two inputs: the one that is a constant number, and the other. */
  factor(node: OnnxNode): { readonly value: number; readonly rest: string } | undefined {
    const [a = '', b = ''] = node.inputs
    const left = this.scalar(a)
    const right = this.scalar(b)
    if (right !== undefined) return { value: node.opType === 'Div' ? 1 / right : right, rest: a }
    return left === undefined || node.opType === 'Div' ? undefined : { value: left, rest: b }
  }

  /** The value behind multiplications by a constant and nodes of these kinds, and the product of the constants. */
  unscaled(name: string | undefined, ...opTypes: readonly string[]): { readonly name: string | undefined; readonly scale: number } {
    let at = name
    let scale = 1
    for (;;) {
      at = this.behind(at, ...opTypes)
      const product = this.maker(at, 'Mul', 'Div')
      const factor = product && this.factor(product)
      if (!factor) return { name: at, scale }
      scale *= factor.value
      at = factor.rest
    }
  }
}
