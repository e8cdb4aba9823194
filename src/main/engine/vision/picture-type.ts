/** The encoded pictures that are opened; every other loader of libvips is out of reach. */
export type PictureType = 'png' | 'jpeg' | 'webp' | 'gif' | 'avif'

/** ISO base media: a box's size, then "ftyp", the major brand, a version, and compatible brands. */
const FTYP = { at: 4, brandsAt: 8, mostBrands: 32 } as const
const AV1_BRANDS: ReadonlySet<string> = new Set(['avif', 'avis'])

/** First bytes by type: PNG (W3C PNG 3, 5.2), JPEG (ITU T.81 B.1), GIF89a, WebP (RFC 9649). */
const MAGIC: readonly (readonly [PictureType, (bytes: Uint8Array) => boolean])[] = [
  ['png', (bytes) => latin1(bytes, 0, 8) === '\x89PNG\r\n\x1a\n'],
  ['jpeg', (bytes) => latin1(bytes, 0, 3) === '\xff\xd8\xff'],
  ['gif', (bytes) => /^GIF8[79]a$/.test(latin1(bytes, 0, 6))],
  ['webp', (bytes) => latin1(bytes, 0, 4) === 'RIFF' && latin1(bytes, 8, 4) === 'WEBP'],
  ['avif', isAvif],
]

/**
 * What a file is by its first bytes; a name or a declared type is never believed.
 *
 * SECURITY: the only way to a decoder. SVG, PDF, TIFF, HEIC and whatever else libvips may be able to
 * open are null here, since their decoders are large, read other files or run for long.
 */
export function pictureType(bytes: Uint8Array): PictureType | null {
  return MAGIC.find(([, matches]) => matches(bytes))?.[0] ?? null
}

function isAvif(bytes: Uint8Array): boolean {
  if (latin1(bytes, FTYP.at, 4) !== 'ftyp') return false
  const size = ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0)
  const end = Math.min(size, FTYP.brandsAt + 4 * FTYP.mostBrands, bytes.length)
  const brands = [latin1(bytes, FTYP.brandsAt, 4)]
  for (let at = FTYP.brandsAt + 8; at + 4 <= end; at += 4) brands.push(latin1(bytes, at, 4))
  return brands.some((brand) => AV1_BRANDS.has(brand))
}

function latin1(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length))
}
