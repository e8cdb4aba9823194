import { LUMA } from './block-grid'

/** Light alone, a byte a pixel, 0 to 255, rows top to bottom. */
export interface LumaPlane {
  readonly width: number
  readonly height: number
  readonly luma: Uint8Array
}

/** @param rgba 4 bytes a pixel; alpha is ignored. Rec. 601, in 1/256ths. */
export function lumaOf(rgba: { readonly width: number; readonly height: number; readonly bytes: Uint8Array }): LumaPlane {
  const { width, height, bytes } = rgba
  const luma = new Uint8Array(width * height)
  for (let from = 0, to = 0; to < luma.length; from += 4, to++) {
    luma[to] = (LUMA[0] * (bytes[from] as number) + LUMA[1] * (bytes[from + 1] as number) + LUMA[2] * (bytes[from + 2] as number)) >> 8
  }
  return { width, height, luma }
}
