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

/**
 * How many times a decoder starts over before the first pixel comes: at each scan of a JPEG (SOS,
 * ITU T.81 B.2) it goes over the whole picture, at each frame of a WebP (ANMF, RFC 9649) over all
 * frames before it. Both can be had for a few bytes each. 0 for other types.
 */
export function countPasses(type: PictureType, bytes: Uint8Array): number {
  if (type === 'jpeg') return countScans(bytes)
  return type === 'webp' ? countFrames(bytes) : 0
}

/** Second bytes of JPEG's markers; those of `BARE`, and a stuffed 0, are followed by no length. */
const SOS = 0xda
const EOI = 0xd9
const BARE = new Set([0, 0x01, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8])

function countScans(bytes: Uint8Array): number {
  let scans = 0
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at)) {
    // 0xff before 0xff is a fill byte.
    while (bytes[at + 1] === 0xff) at++
    const marker = bytes[at + 1]
    if (marker === undefined || marker === EOI) break
    if (marker === SOS) scans++
    at += BARE.has(marker) ? 2 : 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0))
  }
  return scans
}

/** "ANMF", read as a little-endian number. */
const ANMF = 0x464d4e41

function countFrames(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let frames = 0
  for (let at = 12; at + 8 <= bytes.length; ) {
    if (view.getUint32(at, true) === ANMF) frames++
    const size = view.getUint32(at + 4, true)
    at += 8 + size + (size & 1)
  }
  return frames
}
