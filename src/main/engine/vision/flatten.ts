/** Luma above which the rim of what is visible stands out better from black than from white. */
const LIGHT = 160

/**
 * Puts a picture with transparency on a plain background. White is where most pictures are meant to
 * lie, but light glyphs or a light icon would vanish there: what touches transparency decides. A rim
 * that is light on average goes on black. Shadows are dark rims, so a light window with a
 * transparent shadow stays on white.
 *
 * @param rgba width × height × 4 bytes, alpha not premultiplied
 * @returns width × height × 3 bytes
 */
export function flattenAlpha(rgba: Uint8Array, width: number, height: number): Uint8Array {
  const ground = rimLuma(rgba, width, height) > LIGHT ? 0 : 255
  const rgb = new Uint8Array(width * height * 3)
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    const alpha = rgba[from + 3] as number
    const rest = (255 - alpha) * ground + 127
    rgb[to] = ((rgba[from] as number) * alpha + rest) / 255
    rgb[to + 1] = ((rgba[from + 1] as number) * alpha + rest) / 255
    rgb[to + 2] = ((rgba[from + 2] as number) * alpha + rest) / 255
  }
  return rgb
}

/** Mean luma, by alpha, of half transparent pixels and of opaque ones beside a transparent one. */
function rimLuma(rgba: Uint8Array, width: number, height: number): number {
  let sum = 0
  let weight = 0
  const clear = (pixel: number): boolean => rgba[pixel * 4 + 3] === 0
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const alpha = rgba[pixel * 4 + 3] as number
      if (alpha === 0) continue
      const rim =
        alpha < 255 ||
        (x > 0 && clear(pixel - 1)) ||
        (x < width - 1 && clear(pixel + 1)) ||
        (y > 0 && clear(pixel - width)) ||
        (y < height - 1 && clear(pixel + width))
      if (!rim) continue
      const [r, g, b] = [rgba[pixel * 4] as number, rgba[pixel * 4 + 1] as number, rgba[pixel * 4 + 2] as number]
      sum += alpha * (0.299 * r + 0.587 * g + 0.114 * b)
      weight += alpha
    }
  }
  return weight === 0 ? 0 : sum / weight
}
