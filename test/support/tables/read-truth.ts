import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { TruthPicture } from './score'

const FIXTURES = new URL('fixtures/', import.meta.url)

/** The committed pictures of tables and forms with their truth; `file` names the picture beside it. */
export function truthPictures(): readonly TruthPicture[] {
  const text = readFileSync(new URL('truth.json', FIXTURES), 'utf8')
  const { pictures } = JSON.parse(text) as { pictures: TruthPicture[] }
  return pictures
}

/** Path of a committed picture. */
export function picturePath(file: string): string {
  return fileURLToPath(new URL(file, FIXTURES))
}
