import { Tensor } from 'onnxruntime-node'
import { failure, type Result } from '../../../shared/codes'
import { misfitOf } from '../language/graph-fit'
import { floatsOf, type Floats } from '../runtime/floats'
import type { Graph } from '../runtime/session'
import type { Stages, Turn } from '../turn'
import type { Pixels } from '../vision/decode'
import { preprocess } from '../vision/preprocess'
import type { Florence2Config } from './florence2-config'

/** DaViT with the projector inside: one picture, resized to a square → features. */
export class Florence2Vision {
  private constructor(
    readonly graph: Graph,
    readonly config: Florence2Config,
  ) {}

  /** @param encoder the language model's encoder, which the features are fed to */
  static open(graph: Graph, encoder: Graph, config: Florence2Config): Result<{ vision: Florence2Vision }> {
    const input = graph.inputs.get('pixel_values')
    const features = graph.outputs.get('image_features')
    if (input?.shape.length !== 4 || !features) {
      const needed = 'pixel_values [batch, 3, height, width] → image_features'
      return failure('model-unsupported', `vision_encoder: ${needed} is needed`)
    }
    const side = input.shape.find((length, axis) => axis > 1 && typeof length === 'number' && length !== config.tileSize)
    if (side !== undefined) {
      const sizes = `${side} pixels, preprocessor_config.json: size says ${config.tileSize}`
      return failure('model-unsupported', `vision_encoder: pixel_values is for ${sizes}`)
    }
    const misfit = misfitOf({ graph: 'vision_encoder', spec: features }, 'encoder_model', encoder, 'inputs_embeds')
    return misfit === null ? { ok: true, vision: new Florence2Vision(graph, config) } : failure('model-unsupported', misfit)
  }

  /** @returns [positions × hidden] */
  async encode(pixels: Pixels, turn: Turn, stages: Stages): Promise<Floats> {
    const started = performance.now()
    const { values } = await preprocess(pixels, this.config)
    await turn.pause()
    const ready = performance.now()
    stages['preprocess'] = ready - started
    const side = this.config.tileSize
    const feeds = { pixel_values: new Tensor('float32', values, [1, 3, side, side]) }
    const { image_features } = await this.graph.session.run(feeds, ['image_features'])
    stages['encoder'] = performance.now() - ready
    return floatsOf(image_features, 'image_features')
  }
}
