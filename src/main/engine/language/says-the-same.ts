import type { Graph } from '../runtime/session'
import type { Floats } from '../runtime/floats'
import { Decoder } from './decoder'

/** Ids that any vocabulary has; fed as a prompt, then one by one. */
const PROMPT = [5, 17, 9, 101, 33, 7, 64, 12, 88, 41, 3, 26]
const STEPS = [[19], [52], [8, 77, 30]]
/**
 * Least cosine between the logits of both: 0.9999 and more was measured where a change was right, also with
 * activations in eight bits; under 0.9 where a rotation was left out.
 */
const LEAST_COSINE = 0.99

/** Whether two graphs of one decoder give the same logits, but for rounding. */
export async function saysTheSame(embed: Graph, a: Graph, b: Graph): Promise<boolean> {
  const [left, right] = [await logits(embed, a), await logits(embed, b)]
  if (!left || !right) return false
  return left.every((row, i) => cosine(row, right[i] ?? new Float32Array(0)) >= LEAST_COSINE)
}

async function logits(embed: Graph, graph: Graph): Promise<Floats[] | null> {
  const opened = Decoder.open(embed, graph)
  if (!opened.ok) return null
  const { decoder } = opened
  const cache = decoder.start()
  const rows: Floats[] = []
  try {
    for (const ids of [PROMPT, ...STEPS]) {
      const made = await decoder.run(await decoder.embed(ids), cache, ids.length === PROMPT.length ? 1 : ids.length)
      // A row is the runtime's until the next run.
      rows.push(...made.map((row) => row.slice()))
    }
  } catch {
    return null
  }
  return rows
}

/** NaN where a number is none. */
function cosine(a: Floats, b: Floats): number {
  let product = 0
  let left = 0
  let right = 0
  for (let i = 0; i < a.length; i++) {
    const x = a[i] ?? NaN
    const y = b[i] ?? NaN
    product += x * y
    left += x * x
    right += y * y
  }
  return product / Math.sqrt(left * right)
}
