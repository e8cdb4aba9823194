import type { OnnxGraph } from './onnx-graph'
import { computeInEightBits } from './patches/accuracy-level'
import { fuseAttention } from './patches/fuse-attention'
import { fuseNorms } from './patches/fuse-norms'
import { keepLastRows } from './patches/last-rows'
import { keepNewRows } from './patches/new-rows'

/** What makes the language model faster; each was measured on its own (docs/performance.md). */
export interface Levers {
  /** Only the last positions go through the language-model head. Exact. */
  readonly lastRows: boolean
  /** Only new rows of keys and values are copied out. Exact. */
  readonly newRows: boolean
  /** Four-bit products compute with activations in eight bits. Not exact. */
  readonly eightBits: boolean
  /** Threads wait for each other by spinning while a run lasts, and stop with it. Exact. */
  readonly spinning: boolean
  /** A layer's attention and its norms are one operator each. Exact but for rounding. */
  readonly layers: boolean
  /**
   * onnxruntime may fuse operators. Exact but for rounding, which decides near ties otherwise: two of the
   * 54 samples on descry-nano's card come out in other words.
   */
  readonly fused: boolean
}

export const LEVERS: Levers = { lastRows: true, newRows: true, eightBits: true, spinning: false, layers: false, fused: false }
/** What changes no number. */
export const EXACT_LEVERS: Levers = { ...LEVERS, eightBits: false }

/** Raised when a change below comes out differently, so that copies kept of changed graphs are made anew. */
export const LEVERS_VERSION = 1

type Patch = (graph: OnnxGraph) => boolean

/** The changes to the language model's graph, in the order in which they are made. */
const PATCHES: readonly (readonly [keyof Levers, Patch])[] = [
  ['lastRows', keepLastRows],
  // Before the new rows: what it changes is then left alone.
  ['layers', fuseAttention],
  ['layers', fuseNorms],
  ['newRows', keepNewRows],
  ['eightBits', computeInEightBits],
]

/** The change that these levers make to a language model's graph; it is true where anything was changed. */
export function languagePatch(levers: Levers): { readonly name: string; readonly apply: Patch } {
  const wanted = PATCHES.filter(([lever]) => levers[lever])
  return {
    name: [LEVERS_VERSION, ...wanted.map(([lever]) => lever)].join('-'),
    // Each is tried, whatever the others did.
    apply: (graph) => wanted.map(([, patch]) => patch(graph)).some(Boolean),
  }
}
