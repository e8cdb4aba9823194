import { copyFileSync, mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './record'

const GRAPHS = ['vision_encoder', 'embed_tokens', 'decoder_model_merged'] as const
export type Suffixes = Readonly<Record<(typeof GRAPHS)[number], string>>

export const FP32: Suffixes = { vision_encoder: '', embed_tokens: '', decoder_model_merged: '' }

const suffixes = (vision_encoder: string, embed_tokens: string, decoder_model_merged: string): Suffixes => ({
  vision_encoder,
  embed_tokens,
  decoder_model_merged,
})

/** File suffixes of the precisions that the records name (bench/conformance/folders.mjs). */
export const PRECISIONS: Readonly<Record<string, Suffixes>> = {
  fp32: FP32,
  q4: suffixes('', '', '_q4'),
  fp16: suffixes('_fp16', '_fp16', '_fp16'),
  quantized: suffixes('_quantized', '', '_quantized'),
  q4f16: suffixes('_fp16', '_fp16', '_q4f16'),
  bnb4: suffixes('', '', '_bnb4'),
  catalogue: suffixes('_quantized', '_quantized', '_q4'),
  'q4 vision': suffixes('_q4', '_quantized', '_q4'),
  'q4f16 vision': suffixes('_q4f16', '_fp16', '_q4f16'),
  'bnb4 vision': suffixes('_bnb4', '', '_bnb4'),
}

export interface FolderCopy {
  readonly path: string
  remove(): void
}

/** A copy of a model folder that holds each graph in one precision only, so that no other is chosen. */
export function copyFolder(source: string, suffixes: Suffixes): FolderCopy {
  const from = join(ROOT, source)
  const path = mkdtempSync(join(tmpdir(), 'descry-model-'))
  mkdirSync(join(path, 'onnx'))
  for (const file of readdirSync(from)) {
    if (file.endsWith('.json')) copyFileSync(join(from, file), join(path, file))
  }
  for (const graph of GRAPHS) {
    const file = `${graph}${suffixes[graph]}.onnx`
    copyFileSync(join(from, 'onnx', file), join(path, 'onnx', file))
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Values of a JSON file that are set anew; undefined takes the key away. */
export function change(folder: string, file: string, values: Record<string, unknown>): void {
  const path = join(folder, file)
  const json = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  writeFileSync(path, JSON.stringify({ ...json, ...values }))
}
