/** A picture's pixels as X11 and the tray want them. */
export interface Pixels {
  readonly width: number
  readonly height: number
  /** Four bytes a pixel: alpha, red, green, blue. */
  readonly argb: Buffer
}

/** Decodes a PNG or JPEG; `largest`: made smaller to fit into a square of this side. */
export async function decodePixels(encoded: Buffer, largest: number): Promise<Pixels> {
  const { default: sharp } = await import('sharp')
  const { data, info } = await sharp(encoded)
    .resize(largest, largest, { fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const argb = Buffer.alloc(data.length)
  for (let at = 0; at < data.length; at += 4) {
    argb[at] = data[at + 3] ?? 0
    data.copy(argb, at + 1, at, at + 3)
  }
  return { width: info.width, height: info.height, argb }
}

/** EWMH's _NET_WM_ICON: width, height, then 0xAARRGGBB. */
export function iconWords({ width, height, argb }: Pixels): number[] {
  return [width, height, ...Array.from({ length: width * height }, (_, at) => argb.readUInt32BE(at * 4))]
}
