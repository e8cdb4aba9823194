import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { DEFAULT_SETTINGS, type Settings } from '../../src/shared/settings'
import type { DesktopSession } from '../support/desktop-session/session'
import { until } from '../support/desktop-session/until'
import { ask, pageFile } from './support/ask'
import { direct } from './support/keys'
import { inAWorld, type World } from './support/world'

/** All that is spoken is Descry's answers and what it is asked for. */
const QUIET: Partial<Settings> = {
  voice: { ...DEFAULT_SETTINGS.voice, ownWindows: false },
  verbosity: { ...DEFAULT_SETTINGS.verbosity, progress: 'off' },
}
/** What stands on the page, and is read. */
const READ = 'Pumpkin soup'
const MOST_STOPS = 250
/** Three starts of the app, on a machine that does much else. Milliseconds. */
const PATIENT = 240_000

/** The stand-in for the desktop's key store. */
const keyStore = (session: DesktopSession) => ({ DESCRY_CHROMIUM_KEY_STORE: join(session.folder, 'key-store') })
const historyFolder = ({ session }: World): string => join(session.config, 'Descry', 'history')

/** Files below the user's folders that have the text in them. */
function filesWith(session: DesktopSession, text: string): string[] {
  const home = join(session.folder, 'home')
  return readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(home, name)
    return statSync(path, { throwIfNoEntry: false })?.isFile() && readFileSync(path, 'latin1').includes(text)
  })
}

/** The window, in a view by its key. */
async function openView({ screen, app }: World, digit: string, title: string): Promise<Page> {
  await screen.press(direct('O'))
  await screen.waitForFocus('Descry')
  const home = await app.page('home')
  await home.locator('h1:focus').waitFor()
  await screen.press(`alt+${digit}`)
  await screen.waitForFocus(title)
  return home
}

/** Tab, as far as the choice with this label. */
async function tabTo({ screen }: World, home: Page, label: string): Promise<void> {
  const reached = (): Promise<boolean> => home.evaluate((wanted) => document.activeElement?.closest('[role=radiogroup]')?.textContent.startsWith(wanted) ?? false, label)
  for (let stop = 0; stop < MOST_STOPS && !(await reached()); stop++) await screen.press('Tab')
  expect(await reached()).toBe(true)
}

async function switchOnDisk(world: World): Promise<void> {
  const home = await openView(world, '2', 'Settings – Descry')
  await tabTo(world, home, 'How long answers are remembered')
  await world.screen.press('Up')
  await until('the setting to be kept', async () => (await world.app.state()).settings.memory.where === 'disk')
}

describe('the memory of answers', () => {
  inAWorld('with a key store', { before: async (session) => ({ settings: QUIET, env: keyStore(session) }) }, (world) => {
    test('nothing is written while memory is what the user has; switched on by keys, answers survive a kill, are found, and are gone when they are forgotten', { timeout: PATIENT }, async () => {
      // Tried once more, it begins where it began.
      if ((await world.app.state()).settings.memory.where !== 'memory') await world.restart({ settings: QUIET, env: keyStore(world.session) })
      const shown = await world.pages.show(pageFile('pocket'), { left: 20, top: 30, width: 1200, height: 740 })
      await world.screen.waitForFocus('Recipe box')
      await ask(world, [direct('D')], READ)
      await until('the answer to be whole', async () => (await world.app.state()).answer?.complete)
      expect(filesWith(world.session, READ)).toEqual([])
      expect(existsSync(historyFolder(world))).toBe(false)

      await switchOnDisk(world)
      await until('the answer to be kept', async () => (await world.app.state()).memory.kept === 1)
      expect(statSync(join(historyFolder(world), 'answers.db')).mode & 0o777).toBe(0o600)
      expect(filesWith(world.session, READ)).toEqual([])

      const killed = once(world.app.child, 'exit')
      world.app.child.kill('SIGKILL')
      await killed
      // With the settings that were made by keys.
      await world.restart({ settings: null, env: keyStore(world.session) })
      await until('the kept answer to be there', async () => (await world.app.state()).memory.kept === 1)
      expect(await ask(world, [direct('S')], READ)).toContain(READ)

      const home = await openView(world, '5', 'History – Descry')
      await world.screen.press('Tab')
      await world.screen.type('pumpkin')
      await home.getByRole('status').getByText('One answer found').waitFor()
      await world.screen.press('Tab', 'Return')
      await world.screen.waitForFocus('Answer as text – Descry')
      expect(await home.locator('textarea:focus').inputValue()).toContain(READ)
      await world.screen.press('Escape')
      await home.locator('[role=option]:focus').waitFor()

      expect(await ask(world, ['Delete'], 'Forgotten.')).toContain('Forgotten.')
      await until('the answer to be gone', async () => (await world.app.state()).memory.kept === 0)
      expect(await ask(world, [direct('S')], 'no answer')).not.toContain(READ)
      await world.restart({ settings: null, env: keyStore(world.session) })
      expect(await ask(world, [direct('S')], 'no answer')).not.toContain(READ)
      await shown.close()
    })
  })

  inAWorld('without a key store', { before: async () => ({ settings: QUIET }) }, (world) => {
    test('says why nothing is kept when it is switched on, writes nothing, and remembers all the same', async () => {
      await world.speech.forget()
      await switchOnDisk(world)
      await world.speech.waitFor('no key store that is open')
      expect((await world.app.state()).memory.problem).toMatch(/key store/)
      expect(existsSync(historyFolder(world))).toBe(false)
      expect(await ask(world, [direct('I')], 'remembered in memory')).toContain('key store')
    })
  })
})
