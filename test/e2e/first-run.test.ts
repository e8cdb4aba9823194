import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { until } from '../support/desktop-session/until'
import { noOrca, startOrca, type Orca } from '../support/speech/orca-session'
import { aListener, type Listener } from './support/listener'
import { inAWorld, type World } from './support/world'

/** Words a minute at which a voice speaks where nobody changed it. */
const USUAL_RATE = 180

/** The key that was said last: "Press Control Alt Shift D". */
function keyIn(text: string): string {
  const said = /Press (Control(?: \w+)+?)(?= once| to have| and it)/.exec(text)?.[1]
  if (said === undefined) throw new Error(`no key was said: ${text}`)
  return said
}

/** Descry says a comma between a button's name and what it is, Orca a pause. */
const NEXT = /Next step,? (?:push )?button/

/** What the settings file says; there is none before anything was set. */
function isDone(world: World): boolean {
  const file = join(world.session.config, 'Descry', 'settings.json')
  return existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { firstRunDone: boolean }).firstRunDone
}

/** How many keys it took, and how long its words take to say; what is said once more cuts off what it repeats. */
function report(how: string, ear: Listener): { keys: number; seconds: number } {
  const words = [...new Set(ear.all())].flatMap((text) => text.match(/[\p{L}\p{N}’']+/gu) ?? []).length
  const seconds = Math.round((words / USUAL_RATE) * 60)
  console.info(`first run ${how}: ${ear.presses} keys, ${words} words, ${seconds} seconds at ${USUAL_RATE} words a minute`)
  if (process.env['DESCRY_SHOW_SPEECH']) console.info(ear.all().join('\n'))
  return { keys: ear.presses, seconds }
}

/** Where a first try got to its end, another one begins at the beginning. */
async function anew(world: World): Promise<void> {
  if (!isDone(world)) return
  await world.speech.forget()
  await world.restart({ settings: { firstRunDone: false } })
}

/**
 * Goes through all four steps, each by what the one before said.
 * @param described what tells that the description has come
 * @param returned what tells that the menu has closed
 * @param settled waits until whoever speaks has come to an end
 */
async function goThrough(ear: Listener, described: RegExp, returned: RegExp, settled: () => Promise<unknown>): Promise<void> {
  const welcome = await ear.hear(/Press .*(?:to have it described|and it describes a picture)/s)
  await ear.press(keyIn(welcome), described)
  await ear.tabTo(NEXT)
  const yourKey = await ear.press('Enter', /Press .* once now/)
  await ear.press(keyIn(yourKey), /Describe the screen/)
  await settled()
  await ear.press('Escape', returned)
  await settled()
  await ear.tabTo(NEXT)
  await ear.press('Enter', /Start at login.*start by itself/s)
  await ear.tabTo(/Start Descry when I log in.*not checked/s)
  await ear.tabTo(NEXT)
  await ear.press('Enter', /last step.*F1/)
  await ear.tabTo(/Finish/)
}

inAWorld('the first run with the monitor off', { before: async () => ({ settings: null }) }, (world) => {
  test('is done by keys and ears alone, in few keys and under two minutes of speech', async () => {
    await anew(world)
    const ear = aListener(world.screen, async () => (await world.speech.spoken()).map(({ text }) => text))
    await ear.hear(/Descry is ready.*introduction is open.*Tab goes to the next button, Enter presses it/s)
    await goThrough(ear, /tabby.*That was the description/s, /The key works.*D describes the screen/s, () => world.speech.settled())
    await ear.press('Enter', /introduction is over.*Home, heading/s)
    await world.speech.settled()
    expect(isDone(world)).toBe(true)
    const { keys, seconds } = report('without a reader', ear)
    expect(keys).toBeLessThanOrEqual(20)
    expect(seconds).toBeLessThan(120)
  })

  test('Tab goes through the home view, and each control is said with what it is', async () => {
    const ear = aListener(world.screen, async () => (await world.speech.spoken()).map(({ text }) => text))
    const way: string[] = []
    for (let i = 0; i < 26; i++) way.push(await ear.press('Tab', /./))
    for (const name of ['Describe the screen', 'Describe the window', 'Open a picture file', 'Status', 'Learn the keys', 'Say it again', 'Copy the answer']) {
      expect(way.filter((said) => said.includes(name) && said.includes('button')), name).not.toEqual([])
    }
    expect(way.filter((said) => !/button|link/.test(said))).toEqual([])
  })
})

let orca: Orca

inAWorld(
  'the first run with the real Orca',
  {
    cannot: noOrca,
    before: async (session) => {
      orca = await startOrca(session)
      return { settings: null }
    },
  },
  (world) => {
    test('is done by keys and by what Orca says alone', async () => {
      const ear = aListener(world.screen, async () => orca.spoken())
      // Orca 43 says a status that changes now and then, and of a window that comes back its title alone.
      await goThrough(ear, /tabby/, /Introduction – Descry/, async () => {
        await world.speech.settled()
        await orca.settled()
      })
      // Orca 43 says nothing of a heading that comes in the place of what had the focus.
      await world.screen.press('Return')
      await until('the first run to be over', () => isDone(world))
      await ear.hear(/The introduction is over.*opens all commands/)
      await orca.settled()
      const { keys } = report('with Orca', ear)
      expect(keys).toBeLessThanOrEqual(24)
      // Descry's own voice never sounds beside it: what the voice was given came from Orca.
      const heard = (await world.speech.settled()).map(({ text }) => text).join(' ')
      expect(heard).not.toContain('heading level 1. Step 1')
    })
  },
)
