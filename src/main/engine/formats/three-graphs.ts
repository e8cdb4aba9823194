import type { Result } from '../../../shared/codes'
import type { Precision } from '../../../shared/devices'
import { languagePatch, LEVERS } from '../runtime/levers'
import { openGraph, type Graph } from '../runtime/session'
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
  const language = { patch: languagePatch(levers), optimisation: levers.fused ? 'all' : 'basic', spinning: levers.spinning } as const
  const graphs: Graph[] = []
  let precision: Precision = 'fp32'
  for (const [name, use, extra] of [
    ['vision_encoder', 'encoder', {}],
    ['embed_tokens', 'decoder', {}],
    ['decoder_model_merged', 'decoder', language],
  ] as const) {
    const file = findGraph(folder, name, device, use)
    if (!file.ok) return file
    precision = file.precision
    const opened = await openGraph(file.path, { threads, device, cacheFolder, ...extra })
    if (!opened.ok) return opened
    graphs.push(opened.graph)
  }
  const [vision, embed, merged] = graphs as [Graph, Graph, Graph]
  return { ok: true, graphs: { vision, embed, merged, precision } }
}
