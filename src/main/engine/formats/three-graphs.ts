import { stat } from 'node:fs/promises'
import type { Result } from '../../../shared/codes'
import type { Precision } from '../../../shared/devices'
import { openLanguage } from '../language/open-language'
import { addsExactly } from '../runtime/adds-exactly'
import { ENCODER_PATCH, LEVERS } from '../runtime/levers'
import type { GraphUse } from '../runtime/precision-order'
import { openGraph, type Graph, type SessionOptions } from '../runtime/session'
import type { OpenOptions } from './format'
import { findGraph, type ModelFolder } from './model-folder'

/** The graphs of a model whose pictures become embeddings. */
export interface ThreeGraphs {
  readonly vision: Graph
  readonly embed: Graph
  readonly merged: Graph
  /** Of the language model. */
  readonly precision: Precision
}

/** Opens `vision_encoder`, `embed_tokens` and `decoder_model_merged`, the last one with its levers. */
export async function openThreeGraphs(folder: ModelFolder, options: OpenOptions): Promise<Result<{ graphs: ThreeGraphs }>> {
  const { threads, device, cacheFolder, levers = LEVERS } = options
  const isSigned = levers.signed && device === 'cpu' && (await addsExactly())
  const patch = isSigned ? { patch: ENCODER_PATCH, cacheFolder } : {}
  const vision = await open(folder, 'vision_encoder', { threads, device, ...patch }, 'encoder')
  if (!vision.ok) return vision
  // A row of a table: a second thread would only be woken for it.
  const embed = await open(folder, 'embed_tokens', { threads: 1, device }, 'decoder')
  if (!embed.ok) return embed
  const file = findGraph(folder, 'decoder_model_merged', device, 'decoder')
  if (!file.ok) return file
  const merged = await openLanguage(file.path, embed.graph, options)
  if (!merged.ok) return merged
  const { precision } = file
  return { ok: true, graphs: { vision: vision.graph, embed: embed.graph, merged: merged.graph, precision } }
}

/** Bytes of a graph whose runs need so much memory that it is given back between them. */
const LARGE = 32 * 2 ** 20

async function open(folder: ModelFolder, name: string, options: SessionOptions, use: GraphUse): Promise<Result<{ graph: Graph }>> {
  const file = findGraph(folder, name, options.device ?? 'cpu', use)
  if (!file.ok) return file
  const { size } = await stat(file.path)
  // Measured on Florence-2 at its true size: 0.36 GB held instead of 0.81, 2 % slower.
  return openGraph(file.path, { ...options, arena: use === 'decoder' || size < LARGE })
}
