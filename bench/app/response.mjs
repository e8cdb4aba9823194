// From the key to the ear, on the real app: xdotool presses the key, PulseAudio's monitor hears the earcon,
// Speech Dispatcher's module notes when it was asked for the first word. Beside it the delay of main's event
// loop while the engine works, the memory, and what the app costs when nobody asks for anything.
import { setTimeout as wait } from 'node:timers/promises'
import { median } from '../figures.mjs'
import { listen } from './ear.mjs'
import { inspect } from './inspector.mjs'
import { mainOf, processesOf, processorPercent, residentMiB, sum } from './processes.mjs'
import { openWorld, PAGE } from './world.mjs'

const IDLE_SECONDS = 20
const KEY = 'ctrl+alt+shift+d'
const DELAY = `process.getBuiltinModule('node:perf_hooks')`

/** @returns {Promise<object>} milliseconds, MiB and per cent of a core */
export async function measureResponse(runs) {
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
    const processes = await processesOf(app)
    await wait(5000)
    const idle = await processorPercent(processes, IDLE_SECONDS)
    const of = (key) => median(rows.map((row) => row[key]))
    return {
      runs,
      ...Object.fromEntries(Object.keys(rows[0] ?? {}).map((key) => [key, of(key)])),
      rows,
      engineMiB: Math.round(sum(processes.engines.map(residentMiB))),
      mainMiB: Math.round(residentMiB(mainOf(processes.all))),
      idleMain: idle.main,
      idleEngines: idle.engines,
      idleChromium: idle.chromium,
    }
  } finally {
    await world.close()
  }
}
