import { Tensor, type InferenceSession } from 'onnxruntime-node'
import type { Turn } from '../turn'
import type { Pixels } from '../vision/decode'
import type { RecogniserModel } from './recogniser-models'
import type { Tile, TilePlan } from './tiles'

/** How likely each pixel lies in a line of text: 0 to 255, of the picture's size × `scale`. */
export interface TextMap {
  readonly width: number
  readonly height: number
  readonly values: Uint8Array
}

/**
 * Runs the detector over the tiles of a picture and puts their maps together.
 *
 * @returns null when the job was cancelled between two tiles
 */
export async function detectText(
  session: InferenceSession,
  model: RecogniserModel['detector'],
  pixels: Pixels,
  plan: TilePlan,
  turn: Turn,
): Promise<TextMap | null> {
  const { width, height } = plan
  const values = new Uint8Array(width * height)
  const [input = 'x'] = session.inputNames
  const [output = ''] = session.outputNames
  for (const tile of plan.tiles) {
    if (turn.cancelled()) return null
    const padded = (side: number): number => Math.ceil(side / model.stride) * model.stride
    const size = { width: padded(tile.width), height: padded(tile.height) }
    const planes = planesOf(pixels, plan, tile, size, model)
    const tensor = new Tensor('float32', planes, [1, 3, size.height, size.width])
    const found = (await session.run({ [input]: tensor }))[output]
    const map: unknown = found?.data
    if (!(map instanceof Float32Array)) throw new TypeError('the detector gave no float map')
    for (let y = tile.keep.top; y < tile.keep.bottom; y++) {
      const from = (y - tile.top) * size.width - tile.left
      for (let x = tile.keep.left; x < tile.keep.right; x++) {
        values[y * width + x] = Math.round((map[from + x] ?? 0) * 255)
      }
    }
    await turn.pause()
  }
  return { width, height, values }
}

/** The tile as three normalised planes; what lies beyond the picture repeats its last row and column. */
function planesOf(
  pixels: Pixels,
  plan: TilePlan,
  tile: Tile,
  size: { readonly width: number; readonly height: number },
  model: RecogniserModel['detector'],
): Float32Array {
  const area = size.width * size.height
  const out = new Float32Array(area * 3)
  const tables = [0, 1, 2].map((plane) => {
    const mean = model.mean[plane] ?? 0
    const std = model.std[plane] ?? 1
    return Float32Array.from({ length: 256 }, (_, value) => (value / 255 - mean) / std)
  })
  const columns = positions(size.width, tile.left, plan.width, pixels.width)
  const rows = positions(size.height, tile.top, plan.height, pixels.height)
  for (let plane = 0; plane < 3; plane++) {
    const channel = model.planes === 'bgr' ? 2 - plane : plane
    const table = tables[plane] ?? out
    if (plan.width === pixels.width && plan.height === pixels.height) {
      for (let y = 0; y < size.height; y++) {
        const row = (rows.first[y] ?? 0) * pixels.width
        const to = plane * area + y * size.width
        for (let x = 0; x < size.width; x++) {
          out[to + x] = table[pixels.rgb[(row + (columns.first[x] ?? 0)) * 3 + channel] ?? 0] ?? 0
        }
      }
      continue
    }
    for (let y = 0; y < size.height; y++) {
      const to = plane * area + y * size.width
      const above = (rows.first[y] ?? 0) * pixels.width
      const below = (rows.second[y] ?? 0) * pixels.width
      const down = rows.share[y] ?? 0
      for (let x = 0; x < size.width; x++) {
        const left = columns.first[x] ?? 0
        const right = columns.second[x] ?? 0
        const along = columns.share[x] ?? 0
        const at = (row: number, column: number): number =>
          table[pixels.rgb[(row + column) * 3 + channel] ?? 0] ?? 0
        const upper = at(above, left) * (1 - along) + at(above, right) * along
        const lower = at(below, left) * (1 - along) + at(below, right) * along
        out[to + x] = upper * (1 - down) + lower * down
      }
    }
  }
  return out
}

/** Where the `count` places of one side are in the picture: two neighbours and the second's share. */
function positions(
  count: number,
  offset: number,
  planned: number,
  real: number,
): { first: Int32Array; second: Int32Array; share: Float32Array } {
  const first = new Int32Array(count)
  const second = new Int32Array(count)
  const share = new Float32Array(count)
  for (let i = 0; i < count; i++) {
    const place = Math.min(Math.max(((i + offset + 0.5) * real) / planned - 0.5, 0), real - 1)
    first[i] = Math.floor(place)
    second[i] = Math.min(Math.floor(place) + 1, real - 1)
    share[i] = place - Math.floor(place)
  }
  return { first, second, share }
}
