import type { OnnxGraph } from './onnx-graph'
import { computeInEightBits } from './patches/accuracy-level'
import { fuseLayers } from './patches/fuse-layers'
import { keepLastRows } from './patches/last-rows'
import { maskBehindPast } from './patches/mask-behind-past'
import { mergeProjections } from './patches/merge-projections'
import { keepNewRows } from './patches/new-rows'
import { signWeights } from './patches/signed-weights'

/** What makes a model faster; each was measured on its own (docs/performance.md). */
export interface Levers {
  /** Only the last positions go through the language-model head. Exact. */
  readonly lastRows: boolean
  /** Only new rows of keys and values are copied out. Exact. */
  readonly newRows: boolean
  /** Eight-bit weights are signed, where the processor bears it. Exact but for rounding. */
  readonly signed: boolean
  /** Products with the same input are one. Exact. */
  readonly merged: boolean
  /**
   * A layer's attention and norms are one operator each, keys and values stay in one buffer, and onnxruntime
   * may fuse what is left. Exact but for rounding.
   */
  readonly layers: boolean
  /**
   * onnxruntime may fuse operators of a graph whose layers are left alone. Exact but for rounding, which
   * decides near ties otherwise: two of the 54 samples on descry-nano's card come out in other words.
   */
  readonly fused: boolean
  /** Four-bit products compute with activations in eight bits. Not exact. */
  readonly eightBits: boolean
  /** Microseconds that threads wait for each other by spinning, while a run lasts. Exact. */
  readonly spinning: number
}

export const LEVERS: Levers = {
  lastRows: true,
  newRows: true,
  signed: true,
  merged: true,
  layers: true,
  fused: false,
  eightBits: true,
  spinning: 20,
}
/** What changes no number but by rounding. */
export const EXACT_LEVERS: Levers = { ...LEVERS, eightBits: false }

/** Raised when a change below comes out differently, so that copies kept of changed graphs are made anew. */
const LEVERS_VERSION = 2

type Patch = (graph: OnnxGraph) => boolean

/** The change to an encoder's graph. */
export const ENCODER_PATCH = { name: `${LEVERS_VERSION}-signed`, apply: signWeights } as const

/** The changes to the language model's graph, in the order in which they are made. */
const PATCHES: readonly (readonly [Exclude<keyof Levers, 'spinning' | 'fused'>, Patch])[] = [
  ['lastRows', keepLastRows],
  ['layers', fuseLayers],
  ['merged', mergeProjections],
  ['signed', signWeights],
  // After the layers, which leave nothing for it.
  ['newRows', keepNewRows],
  ['eightBits', computeInEightBits],
]

/** What is changed on any device: what a graph cannot do without. */
export const NO_LEVERS: Levers = {
  lastRows: false,
  newRows: false,
  signed: false,
  merged: false,
  layers: false,
  fused: false,
  eightBits: false,
  spinning: 0,
}

/**
 * The change that these levers make to a language model's graph, ahead of it what the engine needs in any case.
 *
 * @param needed a change without which there is none at all
 */
export function languagePatch(levers: Levers, needed?: 'layers'): { readonly name: string; readonly apply: Patch } {
  const wanted = PATCHES.filter(([lever]) => levers[lever])
  return {
    name: [LEVERS_VERSION, ...wanted.map(([lever]) => lever)].join('-'),
    apply(graph) {
      const isMasked = maskBehindPast(graph)
      // Each is tried, whatever the others did.
      const made = wanted.filter(([, patch]) => patch(graph)).map(([lever]) => lever)
      return needed ? made.includes(needed) : isMasked || made.length > 0
    },
  }
}
