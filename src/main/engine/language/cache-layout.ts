import { failure, type Result } from '../../../shared/codes'
import { SHARED_ROWS } from '../runtime/patches/fuse-attention'
import { NEW_ROWS } from '../runtime/patches/new-rows'
import type { Graph, TensorSpec } from '../runtime/session'

/**
 * How the engine keeps what a layer remembers:
 * - `rows`: keys or values, [1, heads, positions, size]; a run gives the new positions only.
 * - `shared`: the same, and a run reads and writes the engine's own buffer.
 * - `whole`: keys or values; a run gives old and new ones together.
 * - `state`: what a recurrent layer carries on; a run gives the new state, which cannot be cut.
 */
type CacheKind = 'rows' | 'shared' | 'whole' | 'state'

export interface CacheSlot {
  readonly kind: CacheKind
  readonly input: TensorSpec
  readonly output: string
}

interface CacheName {
  readonly input: RegExp
  readonly output: string
  readonly isState: boolean
}

/** Names of caches in the layouts that are read (docs/models.md). */
const CACHE_NAMES: readonly CacheName[] = [
  { input: /^past_key_values\.(\d+\.(?:key|value))$/, output: 'present.$1', isState: false },
  { input: /^past_(conv|recurrent)\.(\d+)$/, output: 'present_$1.$2', isState: true },
]

/**
 * Which inputs of a decoder's graph are caches, from the graph's own metadata.
 *
 * @param plain the inputs that are none
 */
export function cacheLayout(graph: Graph, name: string, plain: ReadonlySet<string>): Result<{ slots: readonly CacheSlot[] }> {
  const refuse = (what: string) => failure('model-unsupported', `${name}: ${what}`)
  const slots: CacheSlot[] = []
  for (const input of graph.inputs.values()) {
    if (plain.has(input.name)) continue
    const known = CACHE_NAMES.find((each) => each.input.test(input.name))
    if (!known) return refuse(`input ${input.name} is not known`)
    const output = input.name.replace(known.input, known.output)
    const present = graph.outputs.get(output)
    if (!present) return refuse(`${input.name} has no output ${output}`)
    const [, heads, , size] = input.shape
    if (!known.isState && (input.shape.length !== 4 || typeof heads !== 'number' || typeof size !== 'number')) {
      return refuse(`${input.name} is not [batch, heads, past, size]`)
    }
    if (known.isState && input.shape.slice(1).some((dim) => typeof dim !== 'number')) {
      return refuse(`${input.name} has no fixed shape`)
    }
    slots.push({ kind: known.isState ? 'state' : kindOf(present), input, output })
  }
  if (!slots.some(({ kind }) => kind !== 'state')) return refuse('there is no key and value cache')
  return { ok: true, slots }
}

function kindOf(present: TensorSpec): CacheKind {
  return present.shape[2] === NEW_ROWS ? 'rows' : present.shape[2] === SHARED_ROWS ? 'shared' : 'whole'
}
