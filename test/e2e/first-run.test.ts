import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { noOrca, startOrca, type Orca } from '../support/speech/orca-session'
import { aListener, type Listener } from './support/listener'
import { inAWorld, type World } from './support/world'

/** Words a minute at which a voice speaks where nobody changed it. */
const USUAL_RATE = 180

/** The key that was said last: "Press Control Alt Shift D". */
function keyIn(text: string): string {
  const said = /Press (Control(?: \w+)+?)(?= once| to have)/.exec(text)?.[1]
  if (said === undefined) throw new Error(`no key was said: ${text}`)
  return said
}

/** Descry says a comma between a button's name and what it is, Orca a pause. */
const NEXT = /Next step,? (?:push )?button/

const isDone = (world: World): unknown =>
  (JSON.parse(readFileSync(join(world.session.config, 'Descry', 'settings.json'), 'utf8')) as { firstRunDone: boolean }).firstRunDone

/** Goes through all four steps, each by what the one before said. */
async function goThrough(ear: Listener): Promise<void> {
  const welcome = await ear.hear(/Welcome to Descry.*Press .* to have it described/s)
  await ear.press(keyIn(welcome), /(?:tabby|cat).*That was the description/s)
  await ear.tabTo(NEXT)
  const yourKey = await ear.press('Enter', /Your key.*Press .* once now/s)
  await ear.press(keyIn(yourKey), /Describe the screen/)
  await ear.press('Escape', /The key works.*D describes the screen/s)
  await ear.tabTo(NEXT)
  await ear.press('Enter', /Start at login.*start by itself/s)
  await ear.tabTo(/Start Descry when I log in.*not checked/s)
  await ear.tabTo(NEXT)
  await ear.press('Enter', /Voice.*last step.*F1/s)
  await ear.tabTo(/Finish/)
  await ear.press('Enter', /Home.*heading/s)
}

inAWorld('the first run with the monitor off', { before: async () => ({ settings: null }) }, (world) => {
  test('is done by keys and ears alone, in few keys and under two minutes of speech', async () => {
    const ear = aListener(world.screen, async () => (await world.speech.spoken()).map(({ text }) => text))
    await ear.hear(/Descry is ready.*introduction is open.*Tab goes to the next button, Enter presses it/s)
    await goThrough(ear)
    await world.speech.settled()
    expect(isDone(world)).toBe(true)
    const words = ear.all().split(/\s+/).length
    console.info(`first run without a reader: ${ear.presses} keys, ${words} words, ${Math.round((words / USUAL_RATE) * 60)} seconds at ${USUAL_RATE} words a minute`)
    if (process.env['DESCRY_SHOW_SPEECH']) console.info(ear.all().replaceAll(' | ', '\n'))
    expect(ear.presses).toBeLessThanOrEqual(24)
    expect(words).toBeLessThan(2 * USUAL_RATE)
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
      await goThrough(ear)
      expect(isDone(world)).toBe(true)
      await orca.settled()
      const words = ear.all().split(/\s+/).length
      console.info(`first run with Orca: ${ear.presses} keys, ${words} words, ${Math.round((words / USUAL_RATE) * 60)} seconds at ${USUAL_RATE} words a minute`)
      if (process.env['DESCRY_SHOW_SPEECH']) console.info(ear.all().replaceAll(' | ', '\n'))
      expect(ear.presses).toBeLessThanOrEqual(24)
      expect(words).toBeLessThan(2 * USUAL_RATE)
      // Descry's own voice never sounds beside it: what the voice was given came from Orca.
      const heard = (await world.speech.settled()).map(({ text }) => text).join(' ')
      expect(heard).not.toContain('heading level 1. Step 1')
    })
  },
)
