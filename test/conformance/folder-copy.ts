import { copyFileSync, mkdtempSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './record'

const GRAPHS = ['vision_encoder', 'embed_tokens', 'decoder_model_merged'] as const
export type Suffixes = Readonly<Record<(typeof GRAPHS)[number], string>>

export const FP32: Suffixes = { vision_encoder: '', embed_tokens: '', decoder_model_merged: '' }

/** File suffixes of the precisions that the records name. */
export const PRECISIONS: Readonly<Record<string, Suffixes>> = {
  fp32: FP32,
  q4: { ...FP32, decoder_model_merged: '_q4' },
  fp16: { vision_encoder: '_fp16', embed_tokens: '_fp16', decoder_model_merged: '_fp16' },
  quantized: { vision_encoder: '_quantized', embed_tokens: '', decoder_model_merged: '_quantized' },
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
