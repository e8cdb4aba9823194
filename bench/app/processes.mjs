// What the app's processes take of the processor and of memory, by proc(5).
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { load } from '../voice/load.mjs'

export const sum = (values) => values.reduce((total, value) => total + value, 0)

/** The process that runs out/main/main.js: the one that is no helper of it. */
export function mainOf(pids) {
  return pids.find((pid) => /chromium-host\/main\.js/.test(commandOf(pid)) && !/guard/.test(commandOf(pid))) ?? pids[0]
}

function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

export function residentMiB(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
}

/** Ticks of processor time, by proc(5): fields 14 and 15 of stat. */
function ticks(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')
    return Number(fields[11]) + Number(fields[12])
  } catch {
    return 0
  }
}

/** The app's processes as they are now: all of them, and those of the engine. */
export async function processesOf(app) {
  const { descendants } = await load('test/e2e/support/app.ts')
  const engines = await Promise.all(['vision-language', 'text-audio'].map((role) => app.engine(role)))
  return { all: [app.child.pid, ...descendants(app.child.pid)], engines }
}

/** Processor time of some processes so far, milliseconds in steps of ten. */
export const processorTimeOf = (pids) => 10 * sum(pids.map(ticks))

/** Per cent of one core that the app and its parts take for so many seconds; 100 ticks a second. */
export async function processorPercent({ all, engines }, seconds) {
  const before = new Map(all.map((pid) => [pid, ticks(pid)]))
  await wait(seconds * 1000)
  const used = (pid) => (ticks(pid) - (before.get(pid) ?? 0)) / seconds
  const main = mainOf(all)
  const chromium = all.filter((pid) => /chromium/.test(commandOf(pid)) && pid !== main)
  return { main: used(main), engines: sum(engines.map(used)), chromium: sum(chromium.map(used)) }
}
