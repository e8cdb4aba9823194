import { expect, test } from 'vitest'
import type { Floats } from '../../../../src/main/engine/runtime/floats'
import { EXACT_LEVERS, languagePatch, LEVERS, type Levers } from '../../../../src/main/engine/runtime/levers'
import { forced, openForTest, seeRecipe } from '../../../conformance/engine'
import { copyFolder, PRECISIONS } from '../../../conformance/folder-copy'
import { pairs, readRecord } from '../../../conformance/record'

/** Everything as the runtime itself has it. */
const NONE: Levers = {
  lastRows: false,
  newRows: false,
  signed: false,
  eightBits: false,
  spinning: 0,
  layers: false,
  merged: false,
  fused: false,
}

interface Row {
  readonly lever: keyof Levers
  readonly precision: 'fp32' | 'q4' | 'fp16' | 'quantized'
  /** Largest difference of a logit, teacher-forced; the logits have a standard deviation of about 100. */
  readonly worst: number
  readonly value?: number
}

/**
 * What each lever changes by itself. Exact ones change no number but by the order of a sum: one row is computed
 * by another kernel than many, and positions that are masked stand in the sums of a longer buffer as zeros.
 * Measured: lastRows 0.0001, newRows 0.0004, layers 0.0009, merged and spinning 0, fused 0.0008.
 * Activations in eight bits are not exact: 21, and 94 % of the best tokens; these models are 64 numbers wide,
 * and the wider a model, the more its rounding cancels out.
 */
const ROWS: readonly Row[] = [
  { lever: 'lastRows', precision: 'fp32', worst: 0.005 },
  { lever: 'lastRows', precision: 'q4', worst: 0.005 },
  { lever: 'newRows', precision: 'fp32', worst: 0.005 },
  { lever: 'newRows', precision: 'q4', worst: 0.005 },
  { lever: 'newRows', precision: 'fp16', worst: 1 },
  { lever: 'signed', precision: 'quantized', worst: 0.005 },
  { lever: 'spinning', precision: 'fp32', worst: 0, value: 1000 },
  { lever: 'layers', precision: 'fp32', worst: 0.01 },
  { lever: 'layers', precision: 'q4', worst: 0.01 },
  { lever: 'merged', precision: 'fp32', worst: 0.005 },
  { lever: 'merged', precision: 'q4', worst: 0.005 },
  { lever: 'fused', precision: 'fp32', worst: 0.01 },
  { lever: 'eightBits', precision: 'q4', worst: 50 },
]

const record = readRecord('tiny-idefics3')

/** Logits of every step of three cases, the tokens given. */
async function logits(precision: Row['precision'], levers: Levers): Promise<Floats[]> {
  const folder = copyFolder(record.folder, PRECISIONS[precision]!)
  const model = await openForTest(folder.path, levers)
  const rows: Floats[] = []
  for (const { asked, answered } of pairs(record, precision).slice(0, 3)) {
    const conversation = model.see(await seeRecipe(model, asked))
    rows.push(...(await forced(conversation, asked.question, answered.ids)))
  }
  await model.close()
  folder.remove()
  return rows
}

function worst(one: readonly Floats[], other: readonly Floats[]): number {
  expect(one.length).toBe(other.length)
  return Math.max(...one.flatMap((row, i) => [...row].map((value, id) => Math.abs(value - (other[i]?.[id] ?? NaN)))))
}

const best = (row: Floats): number => row.indexOf(Math.max(...row))

test.each(ROWS)('$lever in $precision changes no logit by more than $worst', async ({ lever, precision, worst: most, value }) => {
  const plain = await logits(precision, NONE)
  const pulled = await logits(precision, { ...NONE, [lever]: value ?? true })
  const found = worst(plain, pulled)
  const agreed = plain.filter((row, i) => best(row) === best(pulled[i] ?? row)).length
  if (process.env['DESCRY_FIGURES']) console.log(lever, precision, found, agreed / plain.length)
  expect(found).toBeLessThanOrEqual(most)
  expect(agreed / plain.length).toBeGreaterThanOrEqual(lever === 'eightBits' ? 0.9 : 1)
})

test('eight bits do change something: the patch is at work', async () => {
  expect(worst(await logits('q4', NONE), await logits('q4', { ...NONE, eightBits: true }))).toBeGreaterThan(0.01)
})

test('all levers of the table together, and those of the product, stay within the same limits', async () => {
  const plain = await logits('q4', NONE)
  expect(worst(plain, await logits('q4', EXACT_LEVERS))).toBeLessThanOrEqual(0.01)
  expect(worst(plain, await logits('q4', LEVERS))).toBeLessThanOrEqual(50)
})

test('a set of levers has a name of its own: kept copies are not mistaken for one another', () => {
  const names = (['lastRows', 'newRows', 'signed', 'eightBits', 'layers', 'merged'] as const).map(
    (lever) => languagePatch({ ...NONE, [lever]: true }).name,
  )
  expect(new Set([...names, languagePatch(NONE).name, languagePatch(LEVERS).name]).size).toBe(names.length + 2)
})

test('every lever has a row', () => {
  expect(new Set(ROWS.map(({ lever }) => lever))).toEqual(new Set(Object.keys(LEVERS)))
})
