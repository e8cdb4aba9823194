import type { AskOptions } from '../../src/main/engine/formats/format'
import { openIdefics3, type Idefics3Model } from '../../src/main/engine/formats/idefics3'
import { readModelFolder } from '../../src/main/engine/formats/model-folder'
import type { Continuation } from '../../src/main/engine/language/continuation'
import type { Guessed } from '../../src/main/engine/language/guess-ahead'
import type { Floats } from '../../src/main/engine/runtime/floats'
import { EXACT_LEVERS, type Levers } from '../../src/main/engine/runtime/levers'
import type { EncodedPicture } from '../../src/main/engine/vision/encoder'
import { recipePixels } from '../support/tiny-models/pixels'
import type { Answered, Asked } from './record'

export const TURN = { cancelled: () => false, pause: () => Promise.resolve() }

/** One thread: sums are then made in one order. */
export const THREADS = 1

/** @param levers exact ones without it */
export async function openForTest(path: string, levers: Levers = EXACT_LEVERS): Promise<Idefics3Model> {
  const folder = await readModelFolder(path)
  if (!folder.ok) throw new Error(`${folder.code}: ${folder.detail}`)
  const opened = await openIdefics3(folder.model, { threads: THREADS, device: 'cpu', levers })
  if (!opened.ok) throw new Error(`${opened.code}: ${opened.detail}`)
  return opened.model
}

/** Features of the case's recipe pixels, a picture each. */
export async function seeRecipe(model: Idefics3Model, asked: Asked): Promise<EncodedPicture[]> {
  const counts = asked.grids.map(([rows, cols]) => rows * cols + 1)
  const total = counts.reduce((sum, count) => sum + count, 0)
  return encode(model, asked, recipePixels(asked.seed ?? 0, total, model.parts.config.tileSize))
}

/**
 * All pictures of a question in one run, as transformers.js has it: eight-bit products scale what goes through
 * them by all of a run. The engine itself runs each picture alone, so that it is the same beside any other.
 *
 * @param values [tiles × 3 × S × S] of all the case's pictures, one after the other
 */
export async function encode(
  model: Idefics3Model,
  asked: Pick<Asked, 'grids'>,
  values: Float32Array,
): Promise<EncodedPicture[]> {
  const { encoder, config } = model.parts
  const counts = asked.grids.map(([rows, cols]) => rows * cols + 1)
  const tile = config.imageSeqLen * encoder.hidden
  const all = await encoder.encodeTiles(values, values.length / (3 * config.tileSize ** 2))
  let from = 0
  return asked.grids.map(([rows, cols], i) => {
    const features = all.slice(from, (from += (counts[i] ?? 0) * tile))
    return { grid: { rows, cols }, features }
  })
}

/** Greedy ids as the engine's callers get them, the end token put back where it came. */
export async function answer(
  model: Idefics3Model,
  pictures: readonly EncodedPicture[],
  { question, history }: Pick<Asked, 'question' | 'history'>,
  options: AskOptions = {},
): Promise<{ ids: number[]; text: string; guessed?: Guessed | undefined }> {
  const reply = await model.see(pictures).ask(question, TURN, () => {}, { ...options, ...(history && { history }) })
  const [end] = model.parts.config.endIds
  const closing = reply.end === 'finished' && end !== undefined ? [end] : []
  return { ids: [...reply.ids, ...closing], text: reply.text, guessed: reply.guessed }
}

/** What generation and a test see of a conversation, whatever its family. */
interface Steps {
  prefill(question: string, history?: AskOptions['history']): Promise<readonly Floats[]>
  readonly continuation: Continuation
}

/** Logits of every step with the next ids given, not chosen. */
export async function forced(
  conversation: Steps,
  question: string,
  ids: readonly number[],
  history?: AskOptions['history'],
): Promise<Floats[]> {
  let [row] = await conversation.prefill(question, history)
  const all: Floats[] = []
  for (const id of [...ids.slice(0, -1), null]) {
    if (!row) throw new RangeError('no logits')
    // A row is the runtime's until the next run.
    all.push(row.slice())
    if (id !== null) [row] = await conversation.continuation.feed([id])
  }
  return all
}

export interface Judged {
  steps: number
  /** Steps whose best token is the record's. */
  agreed: number
  /** Largest difference to the record's leading logits. */
  worst: number
  /** Largest lead in the record of a best token that was not agreed upon. */
  widestMiss: number
  finite: boolean
}

export function nothingJudged(): Judged {
  return { steps: 0, agreed: 0, worst: 0, widestMiss: 0, finite: true }
}

/** Adds one teacher-forced answer to a judgement. */
export function judge(judged: Judged, logits: readonly Floats[], answered: Answered): void {
  answered.steps.forEach((leading, i) => {
    const row = logits[i]
    if (!row) throw new RangeError(`no step ${i}`)
    const [best, second] = leading
    if (!best || !second) throw new RangeError(`no leading logits at step ${i}`)
    judged.steps++
    judged.finite &&= row.every((value) => Number.isFinite(value))
    for (const [id, logit] of leading) {
      judged.worst = Math.max(judged.worst, Math.abs((row[id] ?? NaN) - logit))
    }
    const mine = row.indexOf(Math.max(...row))
    if (mine === best[0]) judged.agreed++
    else judged.widestMiss = Math.max(judged.widestMiss, best[1] - second[1])
  })
}
