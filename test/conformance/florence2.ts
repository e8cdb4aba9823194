import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { openFlorence2, type Florence2Model } from '../../src/main/engine/formats/florence2'
import { readModelFolder } from '../../src/main/engine/formats/model-folder'
import { noRepeatNgrams } from '../../src/main/engine/language/no-repeat-ngrams'
import type { Floats } from '../../src/main/engine/runtime/floats'
import { EXACT_LEVERS, type Levers } from '../../src/main/engine/runtime/levers'
import type { Pixels } from '../../src/main/engine/vision/decode'
import { recipePicture } from '../support/tiny-models/florence2-pixels'
import { THREADS, TURN } from './engine'
import { copyFolder, type FolderCopy } from './folder-copy'
import { readRecord, ROOT, type Answered } from './record'

export const NAME = 'tiny-florence2'

interface Asked {
  readonly name: string
  readonly task: string
  readonly input?: string
  readonly seed: number
  readonly prompt: string
  readonly promptIds: readonly number[]
}

/** What transformers.js made of the tiny folder (bench/conformance/florence2.mjs). */
export const record = readRecord<Asked>(NAME)

/** A copy with each graph in one precision; embeddings have no four-bit form of their own. */
export function copyIn(suffix: string, embeddings: string): FolderCopy {
  const copy = copyFolder(record.folder, { vision_encoder: suffix, embed_tokens: embeddings, decoder_model_merged: suffix })
  const encoder = `onnx/encoder_model${suffix}.onnx`
  copyFileSync(join(ROOT, record.folder, encoder), join(copy.path, encoder))
  return copy
}

export async function open(path: string, levers: Levers = EXACT_LEVERS): Promise<Florence2Model> {
  const folder = await readModelFolder(path)
  if (!folder.ok) throw new Error(`${folder.code}: ${folder.detail}`)
  const opened = await openFlorence2(folder.model, { threads: THREADS, device: 'cpu', levers })
  if (!opened.ok) throw new Error(`${opened.code}: ${opened.detail}`)
  return opened.model
}

/** The picture that the record was made with. */
export function pictureOf(model: Florence2Model, { seed }: Pick<Asked, 'seed'>): Pixels {
  const side = model.parts.config.tileSize
  return { width: side, height: side, rgb: recipePicture(seed, side, side) }
}

export function questionOf({ task, input = '' }: Pick<Asked, 'task' | 'input'>): string {
  return task + input
}

/** The steps that the model decided: the first token is forced, and the last one where the answer is cut. */
export function decided({ ids, text, steps }: Answered): Answered {
  const free = steps.map((leading) => leading.length > 1)
  const from = free.indexOf(true)
  const to = free.lastIndexOf(true) + 1
  return { ids: ids.slice(from, to), text, steps: steps.slice(from, to) }
}

/** Scores of every decided step with the next ids given; barred tokens are far below all others. */
export async function forcedScores(model: Florence2Model, asked: Asked, ids: readonly number[]): Promise<Floats[]> {
  const seen = await model.look([pictureOf(model, asked)], { detail: false }, TURN, {})
  const { answer, first } = await seen.begin(asked.prompt)
  const bar = noRepeatNgrams(model.parts.config.noRepeat)
  const rows: Floats[] = []
  let row: Floats | undefined = first
  for (const [i, id] of ids.entries()) {
    if (!row) throw new RangeError('no logits')
    const scores = row.slice()
    bar(scores, ids.slice(0, i))
    rows.push(scores.map((score) => (score === -Infinity ? -1e6 : score)))
    if (i + 1 < ids.length) [row] = await answer.feed([id])
  }
  return rows
}
