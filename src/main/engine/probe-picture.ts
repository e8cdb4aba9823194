import type { Pixels } from './vision/decode'

/** A camera's size, so that a model cuts and scales it as it would a real one. */
const WIDTH = 640
const HEIGHT = 480

/**
 * A picture to try a device with: smooth colours with edges and fine lines in them, so that all of the
 * encoder's numbers matter. The same on every machine.
 *
 * @param variant another picture for each number
 */
export function probePicture(variant: number): Pixels {
  const rgb = new Uint8Array(WIDTH * HEIGHT * 3)
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const at = (y * WIDTH + x) * 3
      const disc = (x - 200 - 40 * variant) ** 2 + (y - 240) ** 2 < 120 ** 2
      const lines = x > 400 && (x + 2 * y + 5 * variant) % 16 < 4
      rgb[at] = disc ? 220 : Math.trunc((255 * x) / WIDTH)
      rgb[at + 1] = lines ? 30 : Math.trunc((255 * y) / HEIGHT)
      rgb[at + 2] = disc || lines ? 60 : Math.trunc((255 * (WIDTH - x + HEIGHT - y)) / (WIDTH + HEIGHT))
    }
  }
  return { width: WIDTH, height: HEIGHT, rgb }
}
