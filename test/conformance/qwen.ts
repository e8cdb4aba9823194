import { readModelFolder } from '../../src/main/engine/formats/model-folder'
import { openQwen, type QwenModel } from '../../src/main/engine/formats/qwen3-5'
import { EXACT_LEVERS, type Levers } from '../../src/main/engine/runtime/levers'
import type { PatchGrid } from '../../src/main/engine/vision/patches'
import type { EncodedPatches } from '../../src/main/engine/vision/patches-encoder'
import { recipePixels } from '../support/tiny-models/pixels'
import { THREADS } from './engine'
import { readRecord } from './record'

export const NAME = 'tiny-qwen3_5'

export interface Asked {
  readonly name: string
  readonly pictures: readonly (readonly [number, number])[]
  readonly question: string
  readonly history: readonly { readonly question: string; readonly answer: string }[]
  readonly seed: number
  readonly grids: readonly PatchGrid[]
  readonly promptIds: readonly number[]
}

/** What transformers.js made of the tiny folder (bench/conformance/qwen.mjs). */
export const record = readRecord<Asked>(NAME)

export async function open(path: string, levers: Levers = EXACT_LEVERS): Promise<QwenModel> {
  const folder = await readModelFolder(path)
  if (!folder.ok) throw new Error(`${folder.code}: ${folder.detail}`)
  const opened = await openQwen(folder.model, { threads: THREADS, device: 'cpu', levers })
  if (!opened.ok) throw new Error(`${opened.code}: ${opened.detail}`)
  return opened.model
}

/** Features of the case's recipe pixels, a picture each. */
export async function see(model: QwenModel, { seed, grids }: Asked): Promise<EncodedPatches[]> {
  const { patch, frames } = model.parts.config
  const width = 3 * frames * patch ** 2
  const counts = grids.map(([t, h, w]) => t * h * w)
  const values = recipePixels(seed, counts.reduce((sum, count) => sum + count, 0) * frames, patch)
  const pictures: EncodedPatches[] = []
  let from = 0
  for (const [i, grid] of grids.entries()) {
    const to = from + (counts[i] ?? 0)
    pictures.push({ grid, features: await model.parts.encoder.encodePatches(values.slice(from * width, to * width), grid) })
    from = to
  }
  return pictures
}

export const said = ({ history }: Asked): { question: string; reply: string }[] =>
  history.map(({ question, answer }) => ({ question, reply: answer }))

