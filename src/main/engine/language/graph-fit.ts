import type { Graph, TensorSpec } from '../runtime/session'

interface Named {
  readonly graph: string
  readonly spec: TensorSpec
}

/**
 * Why what one graph gives cannot be fed to another: its numbers are of another format or width.
 *
 * @returns a sentence that names both graphs, or null where they fit
 */
export function misfitOf(from: Named, to: string, graph: Graph, input: string): string | null {
  const wanted = graph.inputs.get(input)
  if (!wanted) return `${to}: there is no input ${input}`
  const of = ({ type, shape }: TensorSpec): string => `${type} of width ${String(shape.at(-1))}`
  return of(wanted) === of(from.spec) ? null : `${to}: ${input} is ${of(wanted)}, ${from.graph} gives ${of(from.spec)}`
}
