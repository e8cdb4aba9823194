// The same folder, the same picture, the same question, in turn.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { median } from '../figures.mjs'
import { processorTime } from './kernel.mjs'
import { startDescry, startTransformersJs } from './peers.mjs'

const WARM_UPS = 2
const QUESTIONS = { caption: 'Describe this image.', detail: 'Describe this image in detail.' }

async function pictures(root) {
  const small = await readFile(join(root, 'resources/models/descry-nano/samples/chelsea.png'))
  const large = await sharp(small).resize(1600, 1200, { fit: 'fill' }).jpeg({ quality: 90 }).toBuffer()
  return [
    { picture: '224 × 224 PNG', bytes: new Uint8Array(small) },
    { picture: '1600 × 1200 JPEG', bytes: new Uint8Array(large) },
  ]
}

/** @returns rows { threads, picture, question, by: { [name]: medians } } */
export async function measureAnswers(root, folder, runs) {
  const rows = []
  for (const threads of [1, 2]) {
    const peers = [await startDescry(root, folder, threads), await startTransformersJs(root, folder, threads)]
    try {
      for (const { picture, bytes } of await pictures(root)) {
        for (const [kind, question] of Object.entries(QUESTIONS)) {
          const taken = new Map(peers.map((peer) => [peer.name, []]))
          for (let run = -WARM_UPS; run < runs; run++) {
            // Who begins changes, so that neither always finds the other's heat.
            const order = run % 2 === 0 ? peers : peers.toReversed()
            for (const peer of order) {
              const before = await processorTime(peer.pid)
              const figures = await peer.answer(bytes, question)
              const after = await processorTime(peer.pid)
              const processor = before === null ? null : after - before
              if (run >= 0) taken.get(peer.name).push({ ...figures, processor })
            }
          }
          const by = Object.fromEntries([...taken].map(([name, all]) => [name, medians(all)]))
          rows.push({ threads, picture, kind, question, by })
        }
      }
    } finally {
      for (const peer of peers) peer.close()
    }
  }
  return rows
}

/** What the product does with a picture: gate, kind, the prompts of its length. */
export async function measureDescribe(root, folder, runs) {
  const rows = []
  for (const threads of [1, 2]) {
    const engine = await startDescry(root, folder, threads)
    try {
      for (const { picture, bytes } of await pictures(root)) {
        const taken = []
        for (let run = -WARM_UPS; run < runs; run++) {
          const request = { type: 'describe', picture: { kind: 'encoded', bytes }, length: 'normal' }
          const events = await engine.request(request)
          const first = events.find((event) => event.type === 'sentence')?.at
          const last = events.at(-1)
          if (run >= 0) taken.push({ ...last.timings, firstSentence: first, total: last.at })
        }
        const keys = Object.keys(taken[0])
        const row = Object.fromEntries(keys.map((key) => [key, median(taken.map((t) => t[key]))]))
        rows.push({ threads, picture, ...row })
      }
    } finally {
      engine.close()
    }
  }
  return rows
}

function medians(all) {
  const keys = ['firstToken', 'firstSentence', 'total', 'tokensPerSecond']
  const row = Object.fromEntries(keys.map((key) => [key, median(all.map((figures) => figures[key]))]))
  // The kernel counts in steps of 10 ms, so the mean of many says more than the middle one.
  const known = all.every((figures) => figures.processor !== null)
  const processor = known ? all.reduce((sum, figures) => sum + figures.processor, 0) / all.length : null
  return { ...row, processor, text: all[0].text }
}
