// The recogniser beside tesseract.js on the rendered screens, as one part of `npm run bench`.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

/** Rounds over all screens; tesseract.js takes over a minute for one. */
const ROUNDS = 1

/** @returns {Promise<{ table: string } | { skipped: string }>} */
export async function measure({ root }) {
  if (!existsSync(join(root, 'resources/models/ppocrv6-tiny/rec.onnx'))) return { skipped: 'the recogniser is not installed' }
  const args = [join(root, 'bench/ocr/compare.mjs'), `--rounds=${ROUNDS}`]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => child.on('close', resolve))
  const table = await text(child.stdout)
  const code = await ended
  if (code !== 0) throw new Error(`bench/ocr/compare.mjs ended with ${code}`)
  return { table }
}
