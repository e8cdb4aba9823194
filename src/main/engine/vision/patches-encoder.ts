import { Tensor } from 'onnxruntime-node'
import { failure, type Result } from '../../../shared/codes'
import { floatsOf, floatTensor, type Floats } from '../runtime/floats'
import type { Graph } from '../runtime/session'
import type { Stages, Turn } from '../turn'
import type { Pixels } from './decode'
import { patchesOf, type PatchGrid, type PatchOptions } from './patches'
import { smartResize } from './patches-size'
import { resize } from './resize'

/** Names of the grid's input: that of Qwen2-VL first, then that of its followers. */
const GRID_INPUTS = ['grid_thw', 'image_grid_thw'] as const

export interface PatchesConfig extends PatchOptions {
  readonly minPixels: number
  readonly maxPixels: number
}

export interface EncodedPatches {
  readonly grid: PatchGrid
  /** [image tokens × hidden] */
  readonly features: Floats
}

/** Vision encoder and merger for pictures of any shape: patches in a grid → features. */
export class PatchesEncoder {
  private constructor(
    readonly graph: Graph,
    readonly gridInput: string,
    readonly config: PatchesConfig,
    /** Width of a feature. */
    readonly hidden: number,
  ) {}

  static open(graph: Graph, config: PatchesConfig): Result<{ encoder: PatchesEncoder }> {
    const refuse = (what: string) => failure('model-unsupported', `vision_encoder: ${what}`)
    const pixels = graph.inputs.get('pixel_values')
    const grid = GRID_INPUTS.find((name) => graph.inputs.has(name))
    const features = graph.outputs.get('image_features')
    if (!pixels || !grid || !features) return refuse('pixel_values, image_grid_thw → image_features is needed')
    const width = pixels.shape.at(-1)
    const wanted = 3 * config.frames * config.patch ** 2
    if (typeof width === 'number' && width !== wanted) {
      return refuse(`pixel_values is ${width} wide, preprocessor_config.json says ${wanted}`)
    }
    const hidden = features.shape.at(-1)
    if (typeof hidden !== 'number') return refuse('image_features has no fixed width')
    return { ok: true, encoder: new PatchesEncoder(graph, grid, config, hidden) }
  }

  /** @param tokens most image tokens that the picture may become */
  async encode(pixels: Pixels, tokens: number, turn: Turn, stages: Stages): Promise<EncodedPatches> {
    const started = performance.now()
    const { minPixels, maxPixels, patch, merge } = this.config
    const factor = patch * merge
    const most = Math.min(maxPixels, tokens * factor ** 2)
    const { width, height } = smartResize(pixels.width, pixels.height, {
      factor,
      minPixels: Math.min(minPixels, most),
      maxPixels: most,
    })
    const { values, grid } = patchesOf(await resize(pixels, width, height), this.config)
    await turn.pause()
    const ready = performance.now()
    stages['preprocess'] = (stages['preprocess'] ?? 0) + ready - started
    const features = await this.encodePatches(values, grid)
    stages['encoder'] = (stages['encoder'] ?? 0) + performance.now() - ready
    return { grid, features }
  }

  /**
   * @param values [patches, 3 × frames × patch × patch], normalised
   * @returns [image tokens × hidden]
   */
  async encodePatches(values: Float32Array, grid: PatchGrid): Promise<Floats> {
    const patches = grid[0] * grid[1] * grid[2]
    const isHalf = this.graph.inputs.get('pixel_values')?.type === 'float16'
    const outputs = await this.graph.session.run({
      pixel_values: floatTensor(isHalf ? new Float16Array(values) : values, [patches, values.length / patches]),
      [this.gridInput]: new Tensor('int64', BigInt64Array.from(grid, BigInt), [1, 3]),
    })
    return floatsOf(outputs['image_features'], 'image_features')
  }

  async close(): Promise<void> {
    await this.graph.session.release()
  }
}
