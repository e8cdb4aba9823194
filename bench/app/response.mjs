// From the key to the ear, on the real app: xdotool presses the key, PulseAudio's monitor hears the earcon,
// Speech Dispatcher's module notes when it was asked for the first word. Beside it the delay of main's event
// loop while the engine works, the memory, and what the app costs when nobody asks for anything.
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { median } from '../figures.mjs'
import { load } from '../voice/load.mjs'
import { listen } from './ear.mjs'
import { inspect } from './inspector.mjs'
import { openWorld, PAGE } from './world.mjs'

const IDLE_SECONDS = 20
const KEY = 'ctrl+alt+shift+d'
const DELAY = `process.getBuiltinModule('node:perf_hooks')`

/** @returns {Promise<object>} milliseconds, MiB and per cent of a core */
export async function measureResponse(runs) {
  const { descendants } = await load('test/e2e/support/app.ts')
  const world = await openWorld({ env: { NODE_OPTIONS: '--inspect=127.0.0.1:0' } })
  const { session, screen, pages, speech, app } = world
  try {
    await pages.show(session.path(PAGE.file))
    const ear = await listen(session)
    const main = await inspect(app.printed())
    await main.evaluate(`globalThis.descryDelay = ${DELAY}.monitorEventLoopDelay({ resolution: 1 }); 0`)
    const rows = []
    // Two runs warm up.
    for (let run = -2; run < runs; run++) {
      await speech.forget()
      await wait(1000)
      const heard = ear.next()
      await main.evaluate('descryDelay.reset(); descryDelay.enable(); 0')
      const pressed = Date.now()
      await screen.press(KEY)
      const xdotool = Date.now()
      const earcon = await heard
      await speech.waitFor(PAGE.headline)
      await speech.settled()
      const delay = await main.evaluate('descryDelay.disable(); descryDelay.percentile(99) / 1e6')
      const spoken = await speech.spoken()
      const headline = spoken.find(({ text }) => text.includes(PAGE.headline))
      const content = spoken.find(({ text }) => !/^In front:/.test(text))
      if (run < 0) continue
      rows.push({
        xdotool: xdotool - pressed,
        earcon: earcon - pressed,
        firstWord: (spoken[0]?.t ?? NaN) - pressed,
        firstContent: (content?.t ?? NaN) - pressed,
        headline: (headline?.t ?? NaN) - pressed,
        eventLoopP99: delay,
      })
    }
    main.close()
    const engines = await Promise.all(['vision-language', 'text-audio'].map((role) => app.engine(role)))
    const all = [app.child.pid, ...descendants(app.child.pid)]
    const idle = await idlePercent(all, engines)
    const of = (key) => median(rows.map((row) => row[key]))
    return {
      runs,
      ...Object.fromEntries(Object.keys(rows[0] ?? {}).map((key) => [key, of(key)])),
      rows,
      engineMiB: Math.round(sum(engines.map(residentMiB))),
      mainMiB: Math.round(residentMiB(mainOf(all))),
      ...idle,
    }
  } finally {
    await world.close()
  }
}

const sum = (values) => values.reduce((total, value) => total + value, 0)

/** The process that runs out/main/main.js: the one that is no helper of it. */
function mainOf(pids) {
  return pids.find((pid) => /chromium-host\/main\.js/.test(commandOf(pid)) && !/guard/.test(commandOf(pid))) ?? pids[0]
}

function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

function residentMiB(pid) {
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

/** Per cent of one core that the app and its parts take when nobody asks for anything; 100 ticks a second. */
async function idlePercent(pids, engines) {
  await wait(5000)
  const before = new Map(pids.map((pid) => [pid, ticks(pid)]))
  await wait(IDLE_SECONDS * 1000)
  const used = (pid) => (ticks(pid) - (before.get(pid) ?? 0)) / IDLE_SECONDS
  const main = mainOf(pids)
  const chromium = pids.filter((pid) => /chromium/.test(commandOf(pid)) && pid !== main)
  return {
    idleMain: used(main),
    idleEngines: sum(engines.map(used)),
    idleChromium: sum(chromium.map(used)),
  }
}
