import { Tensor } from 'onnxruntime-node'
import { failure, type Result } from '../../../shared/codes'
import { floatsOf, type Floats } from '../runtime/floats'
import type { Graph } from '../runtime/session'
import type { Stages, Turn } from '../turn'
import type { Pixels } from './decode'
import { preprocess } from './preprocess'

/** Rows and columns of tiles of one picture; 0 × 0 is a picture that was not split. */
export interface TileGrid {
  readonly rows: number
  readonly cols: number
}

/** How a picture becomes the encoder's input. */
export interface EncoderConfig {
  /** Side of a tile, pixels. */
  readonly tileSize: number
  /** Longest side of the picture before it is cut into tiles, pixels. */
  readonly longestEdge: number
  /** Whether the model was made for pictures cut into tiles. */
  readonly splitting: boolean
  readonly mean: readonly [number, number, number]
  readonly std: readonly [number, number, number]
  /** Factor from a byte to the unit interval. */
  readonly rescale: number
}

/** A picture's features in the language model's embedding space. */
export interface EncodedPicture {
  readonly grid: TileGrid
  /** [tiles × imageSeqLen × hidden], tiles row by row, the whole picture last. */
  readonly features: Floats
}

/** Vision encoder with the projector inside: pixel values of tiles → features. */
export class Encoder {
  private constructor(
    readonly graph: Graph,
    readonly config: EncoderConfig,
    /** Width of a feature. */
    readonly hidden: number,
  ) {}

  static open(graph: Graph, config: EncoderConfig): Result<{ encoder: Encoder }> {
    const input = graph.inputs.get('pixel_values')
    const output = graph.outputs.get('image_features')
    if (!input || !output) {
      return failure('model-unsupported', 'vision_encoder: pixel_values → image_features is needed')
    }
    const side = input.shape.at(-1)
    if (typeof side === 'number' && side !== config.tileSize) {
      const sizes = `${side} pixels, preprocessor_config.json says ${config.tileSize}`
      return failure('model-unsupported', `vision_encoder: pixel_values is for ${sizes}`)
    }
    const hidden = output.shape.at(-1)
    if (typeof hidden !== 'number') {
      return failure('model-unsupported', 'vision_encoder: image_features has no fixed width')
    }
    return { ok: true, encoder: new Encoder(graph, config, hidden) }
  }

  async encode(pixels: Pixels, detail: boolean, turn: Turn, stages: Stages): Promise<EncodedPicture> {
    const started = performance.now()
    const tiles = await preprocess(pixels, { ...this.config, splitting: this.config.splitting && detail })
    await turn.pause()
    const ready = performance.now()
    stages['preprocess'] = (stages['preprocess'] ?? 0) + ready - started
    const features = await this.encodeTiles(tiles.values, tiles.count)
    stages['encoder'] = (stages['encoder'] ?? 0) + performance.now() - ready
    return { grid: { rows: tiles.rows, cols: tiles.cols }, features }
  }

  /**
   * @param values [tiles × 3 × S × S], normalised
   * @returns [tiles × imageSeqLen × hidden]
   */
  async encodeTiles(values: Float32Array, tiles: number): Promise<Floats> {
    const side = this.config.tileSize
    const feeds: Record<string, Tensor> = {
      pixel_values: new Tensor('float32', values, [1, tiles, 3, side, side]),
    }
    if (this.graph.inputs.has('pixel_attention_mask')) {
      const mask = new Uint8Array(tiles * side * side).fill(1)
      feeds['pixel_attention_mask'] = new Tensor('bool', mask, [1, tiles, side, side])
    }
    const outputs = await this.graph.session.run(feeds)
    return floatsOf(outputs['image_features'], 'image_features')
  }

  async close(): Promise<void> {
    await this.graph.session.release()
  }
}
