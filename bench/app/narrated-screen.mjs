// What narration of the screen costs while nothing happens on it, and while a caret blinks and a clock ticks, beside
// what it costs to describe a screen: processor time of all the app's processes, the real app on a real screen.
import { setTimeout as wait } from 'node:timers/promises'
import { processesOf, processorPercent, processorTimeOf } from './processes.mjs'
import { openWorld, PAGE } from './world.mjs'

/** Seconds that each is measured; before that, what moves has been found out to be of no interest. */
const SECONDS = 20
const SETTLING = 25_000
const KEYS = { describe: 'ctrl+alt+shift+d', narrate: 'ctrl+alt+shift+g' }
const LOOKS_A_SECOND = 5

/** @returns per cent of a core of each sort of process; `look`, `described`: milliseconds of the processor for one */
export async function measureNarratedScreen() {
  const { session, screen, pages, speech, app, close } = await openWorld()
  try {
    const page = await pages.show(session.path(PAGE.file))
    const processes = await processesOf(app)
    const described = []
    for (let run = 0; run < 3; run++) {
      await speech.forget()
      const before = processorTimeOf(processes.all)
      await screen.press(KEYS.describe)
      await speech.waitFor(PAGE.headline)
      await speech.settled()
      described.push(processorTimeOf(processes.all) - before)
    }
    await wait(5000)
    const off = await processorPercent(processes, SECONDS)
    await speech.forget()
    await screen.press(KEYS.narrate)
    await speech.waitFor('Narration of the screen is on.')
    await speech.settled(5000)
    const still = await processorPercent(await processesOf(app), SECONDS)
    await page.evaluate(() => {
      const clock = document.body.appendChild(document.createElement('p'))
      setInterval(() => (clock.textContent = new Date().toTimeString().slice(0, 8)), 1000)
      document.body.prepend(document.createElement('input'))
      document.querySelector('input').focus()
    })
    await wait(SETTLING)
    const restless = await processorPercent(await processesOf(app), SECONDS)
    const all = ({ main, engines, chromium }) => main + engines + chromium
    const look = ((all(still) - all(off)) * 10) / LOOKS_A_SECOND
    // The first warms up.
    const one = Math.min(...described.slice(1))
    return { off, still, restless, look, described: one, ratioPercent: (100 * look) / one }
  } finally {
    await close()
  }
}
