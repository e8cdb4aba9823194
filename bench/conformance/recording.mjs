import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  AutoModelForImageTextToText,
  AutoProcessor,
  env,
  LogitsProcessor,
  LogitsProcessorList,
} from '@huggingface/transformers'

env.allowRemoteModels = false

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..')
const RECORDS = join(ROOT, 'test/fixtures/conformance')
/** Leading logits kept a step. */
const KEPT = 4
/** Two runs of one machine agree to the last bit; another machine's kernels may differ by rounding. */
const LOGIT_TOLERANCE = 0.02

/** Looks on while a generation runs. */
class Witness extends LogitsProcessor {
  steps = []
  _call(_ids, logits) {
    const row = Array.from(logits.data.subarray(logits.data.length - logits.dims.at(-1)))
    const order = row.map((_, id) => id).sort((a, b) => row[b] - row[a] || a - b)
    // A barred token has no score that could be compared.
    const leading = order.slice(0, KEPT).filter((id) => Number.isFinite(row[id]))
    this.steps.push(leading.map((id) => [id, Number(row[id].toPrecision(7))]))
    return logits
  }
}

/** Greedy ids of a prompt and the leading logits of every step. */
export async function greedy(model, inputs) {
  const witness = new Witness()
  const processors = new LogitsProcessorList()
  processors.push(witness)
  const made = await model.generate({ ...inputs, do_sample: false, logits_processor: processors })
  const promptIds = inputs.input_ids.tolist()[0].map(Number)
  // A decoder with an encoder of its own begins with one start token instead of the prompt.
  const begun = model.config.is_encoder_decoder ? 1 : promptIds.length
  return { promptIds, ids: made.tolist()[0].slice(begun).map(Number), steps: witness.steps }
}

/**
 * Puts every case of a model folder to transformers.js in every precision.
 *
 * @param record (processor, model, example) → what was asked and what came out
 */
export async function recordFolder(folder, record) {
  env.localModelPath = join(ROOT, folder.parent)
  const processor = await AutoProcessor.from_pretrained(folder.name)
  const examples = await folder.cases(ROOT)
  const precisions = {}
  for (const [precision, dtype] of Object.entries(folder.precisions)) {
    const model = await AutoModelForImageTextToText.from_pretrained(folder.name, { dtype, device: 'cpu' })
    precisions[precision] = []
    for (const example of examples) precisions[precision].push(await record(processor, model, example))
    await model.dispose()
  }
  // What is asked is the same in every precision.
  const [first] = Object.values(precisions)
  return {
    transformersJs: env.version,
    folder: join(folder.parent, folder.name),
    cases: first.map(({ name, prompt, grids, promptIds }, i) => {
      const { file, ...asked } = examples[i]
      const sample = file ? { file: file.slice(join(ROOT, folder.parent, folder.name).length + 1) } : {}
      return { ...asked, ...sample, name, prompt, grids, promptIds }
    }),
    answers: Object.fromEntries(
      Object.entries(precisions).map(([precision, records]) => [
        precision,
        records.map(({ ids, text, steps }) => ({ ids, text, steps })),
      ]),
    ),
  }
}

/** Differences that matter, as sentences. */
function compare(kept, made) {
  const found = []
  if (JSON.stringify(kept.cases) !== JSON.stringify(made.cases)) found.push('prompts or prompt ids differ')
  for (const [precision, answers] of Object.entries(made.answers)) {
    answers.forEach((answer, i) => {
      const old = kept.answers[precision]?.[i]
      const name = `${precision}: ${made.cases[i].name}`
      if (JSON.stringify(old?.ids) !== JSON.stringify(answer.ids)) return found.push(`${name}: ids differ`)
      answer.steps.forEach((step, at) => {
        const off = Math.abs(step[0][1] - old.steps[at][0][1])
        if (!(off <= LOGIT_TOLERANCE)) found.push(`${name}: step ${at}: best logit off by ${off}`)
      })
    })
  }
  return found
}

/** One line a list of numbers, so that a change is read as one. */
function pretty(value) {
  const lists = /\[(?:[\s\d.,e+-]|\[[\s\d.,e+-]*\])*\]/g
  return JSON.stringify(value, null, 1).replace(lists, (list) => list.replace(/\s+/g, ' ')) + '\n'
}

/** Writes a record, or with --check makes sure that it is the committed one; false where it is not. */
export async function keep(name, made) {
  const path = join(RECORDS, `${name}.json`)
  if (process.argv.includes('--check')) {
    const found = compare(JSON.parse(await readFile(path, 'utf8')), JSON.parse(JSON.stringify(made)))
    console.log(`${name}: ${found.length === 0 ? 'as recorded' : found.join('\n  ')}`)
    return found.length === 0
  }
  await mkdir(RECORDS, { recursive: true })
  await writeFile(path, pretty(made))
  console.log(`${name}: ${made.cases.length} cases recorded`)
  return true
}
