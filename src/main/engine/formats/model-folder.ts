import { readFile, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { failure, type Result } from '../../../shared/codes'
import type { Device, Precision } from '../../../shared/devices'
import { PRECISION_ORDER, type GraphUse } from '../runtime/precision-order'

/** Suffix of a graph's file by precision. */
export const SUFFIXES: Readonly<Record<Precision, string>> = {
  fp32: '',
  fp16: '_fp16',
  quantized: '_quantized',
  q4: '_q4',
  q4f16: '_q4f16',
  bnb4: '_bnb4',
}

/** What the folder's files say, read once; graphs are opened by the format. */
export interface ModelFolder {
  readonly folder: string
  readonly name: string
  readonly config: Readonly<Record<string, unknown>>
  readonly preprocessor: Readonly<Record<string, unknown>>
  readonly processor: Readonly<Record<string, unknown>>
  readonly generation: Readonly<Record<string, unknown>>
  readonly tokenizer: Readonly<Record<string, unknown>>
  readonly tokenizerConfig: Readonly<Record<string, unknown>>
  readonly graphFiles: readonly string[]
}

const REQUIRED = {
  config: 'config.json',
  preprocessor: 'preprocessor_config.json',
  tokenizer: 'tokenizer.json',
  tokenizerConfig: 'tokenizer_config.json',
} as const
const OPTIONAL = { processor: 'processor_config.json', generation: 'generation_config.json' } as const

const anyObject = z.record(z.string(), z.unknown())

async function readJson(folder: string, file: string): Promise<Result<{ value: Record<string, unknown> }>> {
  let text: string
  try {
    text = await readFile(join(folder, file), 'utf8')
  } catch {
    return failure('model-file-missing', `${file} is missing`)
  }
  try {
    return { ok: true, value: anyObject.parse(JSON.parse(text)) }
  } catch {
    return failure('model-damaged', `${file} is not a JSON object`)
  }
}

/** Reads a model folder in the layout of the transformers.js exports (JSON files beside `onnx/`). */
export async function readModelFolder(folder: string): Promise<Result<{ model: ModelFolder }>> {
  let names: string[]
  try {
    names = await readdir(folder)
  } catch {
    return failure('model-not-found', basename(folder))
  }
  const graphFiles = await readdir(join(folder, 'onnx')).catch(() => [])
  const values: Record<string, Record<string, unknown>> = {}
  for (const [key, file] of Object.entries({ ...REQUIRED, ...OPTIONAL })) {
    if (key in OPTIONAL && !names.includes(file)) {
      values[key] = {}
      continue
    }
    const read = await readJson(folder, file)
    if (!read.ok) return read
    values[key] = read.value
  }
  const v = (key: string): Record<string, unknown> => values[key] ?? {}
  const template = await readTemplate(folder, names)
  if (!template.ok) return template
  return {
    ok: true,
    model: {
      folder,
      name: basename(folder),
      config: v('config'),
      preprocessor: v('preprocessor'),
      processor: v('processor'),
      generation: v('generation'),
      tokenizer: v('tokenizer'),
      tokenizerConfig: { ...v('tokenizerConfig'), ...template.config },
      graphFiles,
    },
  }
}

/** The chat template, where an export keeps it in a file of its own: newer ones as it is, older ones in JSON. */
async function readTemplate(folder: string, names: readonly string[]): Promise<Result<{ config: object }>> {
  if (names.includes('chat_template.jinja')) {
    return { ok: true, config: { chat_template: await readFile(join(folder, 'chat_template.jinja'), 'utf8') } }
  }
  if (!names.includes('chat_template.json')) return { ok: true, config: {} }
  const read = await readJson(folder, 'chat_template.json')
  return read.ok ? { ok: true, config: { chat_template: read.value['chat_template'] } } : read
}

/** The file of a graph in the precision that suits the device best, of those that the folder holds. */
export function findGraph(
  model: Pick<ModelFolder, 'folder' | 'graphFiles'>,
  graph: string,
  device: Device,
  use: GraphUse,
): Result<{ path: string; precision: Precision }> {
  for (const precision of PRECISION_ORDER[device][use]) {
    const file = `${graph}${SUFFIXES[precision]}.onnx`
    if (model.graphFiles.includes(file)) return { ok: true, path: join(model.folder, 'onnx', file), precision }
  }
  return failure('model-file-missing', `onnx/${graph}.onnx is missing`)
}
