// What a look at an unchanged frame costs beside a frame that is described and read, in the engine's processes.
import { join } from 'node:path'
import sharp from 'sharp'
import { median } from '../figures.mjs'
import { processorTime } from './kernel.mjs'
import { startEngine } from './peers.mjs'

/** The kernel counts in steps of 10 ms, so looks are counted by the hundred. */
const LOOKS = 300
const WARM_UPS = 2

async function frame(root, width, height) {
  const file = join(root, 'resources/models/descry-nano/samples/coffee.png')
  const bytes = new Uint8Array(await sharp(file).resize(width, height, { fit: 'cover' }).ensureAlpha().raw().toBuffer())
  return { kind: 'frame', width, height, format: 'RGBA', t: 0, bytes }
}

/** Milliseconds of the wall and of the processor, each for one. @param work one or many requests */
async function cost(engine, count, work) {
  const [before, began] = [await processorTime(engine.pid), performance.now()]
  for (let i = 0; i < count; i++) await work()
  const [ended, after] = [performance.now(), await processorTime(engine.pid)]
  return { wall: (ended - began) / count, processor: before === null ? null : (after - before) / count }
}

/** @param folders model folder by role */
export async function measureNarration(root, folders, runs) {
  const engines = []
  try {
    for (const role of ['vision-language', 'text-audio']) {
      const engine = await startEngine(root, role)
      engines.push(engine)
      await engine.request({ type: 'load', folder: folders[role], threads: 2 })
    }
    const [vision, text] = engines
    const [whole, small] = [await frame(root, 1280, 720), await frame(root, 320, 180)]
    const signature = (await text.request({ type: 'look', frame: small, against: [] })).at(-1).signature
    // As narration compares: with the frame before, the view that was described, and one or two known ones.
    const look = () => text.request({ type: 'look', frame: small, against: [signature, signature, signature] })
    const describe = () => vision.request({ type: 'describe', picture: whole, length: 'brief' })
    const read = () => text.request({ type: 'read', picture: whole })
    const rows = []
    for (let run = -WARM_UPS; run < runs; run++) {
      const row = { described: await cost(vision, 5, describe), read: await cost(text, 5, read), look: await cost(text, LOOKS, look) }
      if (run >= 0) rows.push(row)
    }
    const middle = (part, measure) => median(rows.map((row) => row[part][measure]))
    const figures = (measure) => ({ describe: middle('described', measure), read: middle('read', measure), look: middle('look', measure) })
    const [wall, processor] = [figures('wall'), figures('processor')]
    const share = ({ describe: model, read: recogniser, look: one }) => (100 * one) / (model + recogniser)
    return { wall, processor, ratioPercent: { wall: share(wall), processor: share(processor) } }
  } finally {
    for (const engine of engines) engine.close()
  }
}
