import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Exchange } from '../../src/shared/engine-protocol'

export const ROOT = join(import.meta.dirname, '../..')
const RECORDS = join(ROOT, 'test/fixtures/conformance')

/** The leading logits of one step, [token id, logit], best first. */
type Leading = readonly (readonly [number, number])[]

export interface Asked {
  readonly name: string
  readonly split: boolean
  readonly pictures: readonly (readonly [number, number])[]
  readonly question: string
  /** What was asked and answered before. */
  readonly history?: readonly Exchange[]
  /** Seed of the pixel recipe, or the sample picture's file in the model's folder. */
  readonly seed?: number
  readonly file?: string
  readonly prompt: string
  /** Rows and columns of tiles a picture; 0 × 0 is a picture that was not split. */
  readonly grids: readonly (readonly [number, number])[]
  readonly promptIds: readonly number[]
}

export interface Answered {
  /** Generated ids, the end token included where it came. */
  readonly ids: readonly number[]
  readonly text: string
  readonly steps: readonly Leading[]
}

/** What transformers.js made of a folder (bench/conformance/reference.mjs). */
export interface FolderRecord<Case = Asked> {
  readonly transformersJs: string
  readonly folder: string
  readonly cases: readonly Case[]
  readonly answers: Readonly<Record<string, readonly Answered[]>>
}

/** What transformers' own modules made of the same cases (test/support/tiny-models/export.py). */
export interface PythonRecord {
  readonly cases: readonly { name: string; promptIds: readonly number[]; ids: readonly number[] }[]
}

/** @typeParam Case what a family's recorder keeps of each question */
export function readRecord<Case = Asked>(name: string): FolderRecord<Case> {
  return JSON.parse(readFileSync(join(RECORDS, `${name}.json`), 'utf8')) as FolderRecord<Case>
}

export function readPythonRecord(name: string): PythonRecord {
  return JSON.parse(readFileSync(join(RECORDS, `${name}.python.json`), 'utf8')) as PythonRecord
}

/** Each case beside its answer in one precision. */
export function pairs<Case>(record: FolderRecord<Case>, precision: string): { asked: Case; answered: Answered }[] {
  return record.cases.map((asked, i) => {
    const answered = record.answers[precision]?.[i]
    if (!answered) throw new Error(`${record.folder}: no answer ${i} in ${precision}`)
    return { asked, answered }
  })
}
