import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import type { TruthScreen } from './score'

const FIXTURES = new URL('fixtures/', import.meta.url)

/** The committed screens with their truth; `file` names the picture beside it. */
export function truthScreens(): readonly TruthScreen[] {
  const text = readFileSync(new URL('truth.json', FIXTURES), 'utf8')
  const { screens } = JSON.parse(text) as { screens: TruthScreen[] }
  return screens
}

/** Path of a committed screen. */
export function screenPath(file: string): string {
  return fileURLToPath(new URL(file, FIXTURES))
}

/** Upright RGB pixels of a picture file. */
export async function pixelsOf(path: string): Promise<{ width: number; height: number; rgb: Uint8Array }> {
  const raw = sharp(path).removeAlpha().toColourspace('srgb').raw()
  const { data, info } = await raw.toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, rgb: new Uint8Array(data) }
}
