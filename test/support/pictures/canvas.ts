import sharp from 'sharp'
import type { Pixels } from '../../../src/main/engine/vision/decode'
import { gaussian } from './random'

export type Colour = readonly [number, number, number]
/** Colour of the point (x, y), both from 0 to 1. */
export type Paint = (x: number, y: number) => Colour

/** A picture of a function, as floats, so that noise and light can be added before it is rounded. */
export class Canvas {
  readonly values: Float32Array

  constructor(
    readonly width: number,
    readonly height: number,
    paint: Paint,
  ) {
    this.values = new Float32Array(width * height * 3)
    for (let y = 0, at = 0; y < height; y++) {
      for (let x = 0; x < width; x++, at += 3) {
        const [r, g, b] = paint((x + 0.5) / width, (y + 0.5) / height)
        this.values[at] = r
        this.values[at + 1] = g
        this.values[at + 2] = b
      }
    }
  }

  static of({ width, height, rgb }: Pixels): Canvas {
    const canvas = new Canvas(width, height, () => [0, 0, 0])
    canvas.values.set(rgb)
    return canvas
  }

  map(change: (value: number, channel: number) => number): this {
    const { values } = this
    for (let i = 0; i < values.length; i += 3) {
      for (let channel = 0; channel < 3; channel++) {
        values[i + channel] = change(values[i + channel] as number, channel)
      }
    }
    return this
  }

  /** A rectangle in pixels; what lies outside is left out. */
  fill(left: number, top: number, width: number, height: number, colour: Colour): this {
    const [fromX, fromY] = [Math.max(0, Math.round(left)), Math.max(0, Math.round(top))]
    const [toX, toY] = [Math.min(this.width, Math.round(left + width)), Math.min(this.height, Math.round(top + height))]
    for (let y = fromY; y < toY; y++) {
      for (let x = fromX; x < toX; x++) this.values.set(colour, (y * this.width + x) * 3)
    }
    return this
  }

  /** Sensor noise, independent in each pixel and channel; `sigma` in levels. */
  noise(random: () => number, sigma: number): this {
    return sigma === 0 ? this : this.map((value) => value + sigma * gaussian(random))
  }

  /** Brightness falling off to the corners by `share` (0 to 1). */
  vignette(share: number): this {
    for (let y = 0, at = 0; y < this.height; y++) {
      for (let x = 0; x < this.width; x++, at += 3) {
        const radius = ((2 * x) / this.width - 1) ** 2 + ((2 * y) / this.height - 1) ** 2
        const light = 1 - (share * radius) / 2
        for (let i = at; i < at + 3; i++) this.values[i] = (this.values[i] ?? 0) * light
      }
    }
    return this
  }

  pixels(): Pixels {
    return { width: this.width, height: this.height, rgb: new Uint8Array(Uint8ClampedArray.from(this.values).buffer) }
  }
}

/** The same picture after a lossy save; chroma at half resolution, as cameras store it. */
export async function asJpeg(pixels: Pixels, quality: number): Promise<Pixels> {
  const { width, height, rgb } = pixels
  const file = await sharp(rgb, { raw: { width, height, channels: 3 } }).jpeg({ quality }).toBuffer()
  return { width, height, rgb: new Uint8Array(await sharp(file).toColourspace('srgb').raw().toBuffer()) }
}

/** Gaussian blur; `sigma` in pixels. */
export async function blurred(pixels: Pixels, sigma: number): Promise<Pixels> {
  const { width, height, rgb } = pixels
  const data = await sharp(rgb, { raw: { width, height, channels: 3 } }).blur(sigma).raw().toBuffer()
  return { width, height, rgb: new Uint8Array(data) }
}
