import type { Metadata, SharpOptions } from 'sharp'
import { failure, type Failure, type Result } from '../../../shared/codes'
import { MAX_ENCODED_BYTES, type Picture } from '../../../shared/picture'
import { flattenAlpha } from './flatten'
import { libvips } from './libvips'
import { countPasses, pictureType, type PictureType } from './picture-type'

/** An upright picture: 3 bytes a pixel (sRGB), rows top to bottom, no padding. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array
}

export interface DecodeOptions {
  /** Pictures of more pixels are shrunk, keeping their aspect, to fit. */
  readonly maxPixels?: number
}

/**
 * 4096 × 4096 (48 MiB of RGB). A screen of 3840 × 2160, or of 5120 × 2880, keeps every pixel, since
 * its text would be lost; a side may be as long as it likes while the area fits.
 */
const MAX_PIXELS = 4096 * 4096
/** Longest side that is opened, pixels. */
const MAX_SIDE = 20_000
/** Decoded line by line, so memory does not grow with the area: all that the side allows. */
const MAX_STREAMED = MAX_SIDE * MAX_SIDE
/** Held whole by its decoder (4 to 8 bytes a pixel), so 256 to 512 MB at the most. */
const MAX_WHOLE = 64_000_000
/** Of work on pixels; a 20,000 × 20,000 PNG takes about a tenth of it. */
const DEADLINE_SECONDS = 30

/**
 * Passes that are decoded, see `countPasses`. Encoders write about ten scans; a hundred over MAX_WHOLE
 * take 3 s, and one needs 50 bytes. 10,000 frames take 0.3 s, 100,000 half a minute.
 */
const MAX_PASSES: Readonly<Partial<Record<PictureType, number>>> = { jpeg: 100, webp: 10_000 }

/** Characters of a decoder's own words that are passed on. */
const MOST_DETAIL = 200

const INPUT: SharpOptions = {
  // Truncation and errors refuse the picture; warnings (odd profiles, bytes between markers) do not.
  failOn: 'error',
  limitInputPixels: MAX_STREAMED,
  sequentialRead: true,
  pages: 1,
}

/**
 * Opens a picture as an engine sees it: upright (EXIF), RGB, 8 bits, no alpha (see `flattenAlpha`), the first frame or page only.
 *
 * Errors: picture-empty-file, picture-unsupported, picture-damaged, picture-too-large. A frame's
 * alpha is ignored: capture leaves it undefined.
 */
export async function decodePicture(
  picture: Picture,
  options: DecodeOptions = {},
): Promise<Result<{ pixels: Pixels }>> {
  const maxPixels = options.maxPixels ?? MAX_PIXELS
  try {
    return picture.kind === 'frame'
      ? await decodeFrame(picture, maxPixels)
      : await decodeFile(picture.bytes, maxPixels)
  } catch (error) {
    return refusal(error)
  }
}

type Frame = Extract<Picture, { kind: 'frame' }>

async function decodeFrame(frame: Frame, maxPixels: number): Promise<Result<{ pixels: Pixels }>> {
  const { width, height, bytes } = frame
  if (bytes.byteLength !== width * height * 4 || bytes.byteLength === 0) {
    return failure('picture-damaged', `${bytes.byteLength} bytes for ${width} × ${height} RGBA`)
  }
  if (width > MAX_SIDE || height > MAX_SIDE) return tooLarge(width, height)
  const rgb = new Uint8Array(width * height * 3)
  for (let from = 0, to = 0; from < bytes.length; from += 4, to += 3) {
    rgb[to] = bytes[from] as number
    rgb[to + 1] = bytes[from + 1] as number
    rgb[to + 2] = bytes[from + 2] as number
  }
  if (width * height <= maxPixels) return { ok: true, pixels: { width, height, rgb } }
  const size = fit(width, height, maxPixels)
  const { data } = await libvips(rgb, { raw: { width, height, channels: 3 } })
    .resize({ ...size, fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { ok: true, pixels: { ...size, rgb: plain(data) } }
}

async function decodeFile(bytes: Uint8Array, maxPixels: number): Promise<Result<{ pixels: Pixels }>> {
  if (bytes.byteLength === 0) return failure('picture-empty-file')
  if (bytes.byteLength > MAX_ENCODED_BYTES) return failure('picture-too-large', `${bytes.byteLength} bytes`)
  const type = pictureType(bytes)
  if (!type) return failure('picture-unsupported', 'first bytes of no known picture')
  // SECURITY: before a decoder sees the file; the deadline holds for work on pixels only.
  const passes = countPasses(type, bytes)
  if (passes > (MAX_PASSES[type] ?? Infinity)) return failure('picture-too-large', `${passes} scans or frames`)
  const header = await libvips(bytes, INPUT).metadata()
  const misfit = checkHeader(type, header)
  if (misfit) return misfit

  const { width, height } = header
  const small = width * height > maxPixels ? fit(width, height, maxPixels) : null
  // Models saw the bytes of RGB pictures as they are (Pillow applies no profile); print colours mean
  // nothing without theirs.
  const ignoreIcc = header.space !== 'cmyk'
  let image = libvips(bytes, { ...INPUT, ignoreIcc }).timeout({ seconds: DEADLINE_SECONDS })
  if (small) image = image.resize({ ...small, fit: 'fill', kernel: 'cubic' })
  const { data, info } = await image
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  const size = { width: info.width, height: info.height }
  return { ok: true, pixels: await turnUpright(toRgb(plain(data), info.channels, size), header.orientation ?? 1) }
}

function checkHeader(type: PictureType, header: Metadata): Failure | null {
  const { format, width, height } = header
  // `compression` is no proof: libvips reads it off the major brand, and that of an AVIF may be "mif1".
  const opened = format === 'heif' ? 'avif' : format
  if (opened !== type) return failure('picture-unsupported', `${type} that opens as ${opened}`)
  if (!(width > 0 && height > 0)) return failure('picture-damaged', `${width} × ${height} pixels`)
  const streamed = (type === 'png' || type === 'jpeg') && !header.isProgressive
  const most = streamed ? MAX_STREAMED : MAX_WHOLE
  return width > MAX_SIDE || height > MAX_SIDE || width * height > most ? tooLarge(width, height) : null
}

function tooLarge(width: number, height: number): Failure {
  return failure('picture-too-large', `${width} × ${height} pixels`)
}

/** The largest size of the same shape; a side that would be under a pixel is one, and the other fits beside it. */
function fit(width: number, height: number, maxPixels: number): { width: number; height: number } {
  const factor = Math.sqrt(maxPixels / (width * height))
  const side = (length: number): number => Math.min(maxPixels, Math.max(1, Math.floor(length * factor)))
  return { width: side(width), height: side(height) }
}

function toRgb(data: Uint8Array, channels: number, size: { width: number; height: number }): Pixels {
  if (channels === 3) return { ...size, rgb: data }
  if (channels === 4) return { ...size, rgb: flattenAlpha(data, size.width, size.height) }
  throw new Error(`${channels} channels`)
}

/**
 * EXIF orientations 2 to 8, after the picture was made small: turned on load, a long one would have to
 * be held whole.
 */
async function turnUpright(pixels: Pixels, orientation: number): Promise<Pixels> {
  const turn = TURNS[orientation]
  if (!turn) return pixels
  const { width, height, rgb } = pixels
  // A mirror image comes before the turn, in libvips too.
  const mirrored = libvips(rgb, { raw: { width, height, channels: 3 } }).flop(turn.mirrored)
  const flat = turn.mirrored ? plain(await mirrored.raw().toBuffer()) : rgb
  const { data, info } = await libvips(flat, { raw: { width, height, channels: 3 } })
    .rotate(turn.degrees)
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, rgb: plain(data) }
}

/** Clockwise degrees after an optional mirror image, left to right (EXIF 2.32, tag 0x0112). */
const TURNS: Readonly<Record<number, { readonly mirrored: boolean; readonly degrees: number }>> = {
  2: { mirrored: true, degrees: 0 },
  3: { mirrored: false, degrees: 180 },
  4: { mirrored: true, degrees: 180 },
  5: { mirrored: true, degrees: 270 },
  6: { mirrored: false, degrees: 90 },
  7: { mirrored: true, degrees: 90 },
  8: { mirrored: false, degrees: 270 },
}

function plain(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
}

function refusal(error: unknown): Failure {
  const said = String(error instanceof Error ? error.message : error)
  // One line may be repeated for a kilobyte, and failed seeks come before what is wrong.
  const lines = new Set(said.replaceAll(/source: bad seek to \d+\n/g, '').trim().split('\n'))
  const detail = [...lines].join('; ').slice(0, MOST_DETAIL)
  if (/timeout/i.test(said)) return failure('picture-too-large', `more than ${DEADLINE_SECONDS} s to decode`)
  if (/unsupported image format/i.test(said)) return failure('picture-unsupported', detail)
  return failure(TOO_LARGE.test(said) ? 'picture-too-large' : 'picture-damaged', detail)
}

/** What libvips, libjpeg and libheif say of pictures over their limits. */
const TOO_LARGE = /pixel limit|too large|exceeds|maximum supported image dimension/i
