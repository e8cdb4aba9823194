// Memory and idle processor time of the engine's two processes, as the kernel counts them.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { memory, processorTime } from './kernel.mjs'
import { startEngine } from './peers.mjs'

const IDLE_SECONDS = 10
/** After three screens of 1920 × 1080. @param folders model folder by role */
export async function measureFootprint(root, folders) {
  if (process.platform !== 'linux') return { skipped: 'memory is read from /proc, which is Linux only' }
  const screens = join(root, 'test/support/screens/fixtures')
  const truth = JSON.parse(await readFile(join(screens, 'truth.json'), 'utf8'))
  const fullHd = truth.screens.find((screen) => screen.width === 1920 && screen.height === 1080)
  const picture = await readFile(join(screens, fullHd.file))
  const bytes = new Uint8Array(picture)
  const engines = []
  const rows = []
  try {
    for (const role of ['vision-language', 'text-audio']) {
      const engine = await startEngine(root, role)
      engines.push(engine)
      const row = { role, pid: engine.pid }
      rows.push(row)
      try {
        await engine.request({ type: 'load', folder: folders[role], threads: 2 })
        const work = role === 'vision-language' ? { type: 'describe', length: 'normal' } : { type: 'read' }
        const request = { ...work, picture: { kind: 'encoded', bytes } }
        for (let run = 0; run < 3; run++) await engine.request(request)
      } catch (error) {
        row.skipped = error.message
      }
    }
    const before = await Promise.all(rows.map((row) => processorTime(row.pid)))
    await wait(IDLE_SECONDS * 1000)
    const after = await Promise.all(rows.map((row) => processorTime(row.pid)))
    for (const [i, row] of rows.entries()) {
      row.peakMiB = await memory(row.pid, 'VmHWM')
      row.residentMiB = await memory(row.pid, 'VmRSS')
      row.idlePercent = ((after[i] - before[i]) / (IDLE_SECONDS * 1000)) * 100
      delete row.pid
    }
  } finally {
    for (const engine of engines) engine.close()
  }
  return { idleSeconds: IDLE_SECONDS, rows }
}
