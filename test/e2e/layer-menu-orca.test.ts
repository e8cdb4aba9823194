import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { COMMANDS, commandSpec, MENU_COMMANDS, type CommandId } from '../../src/shared/commands'
import { until } from '../support/desktop-session/until'
import { noOrca, startOrca, type Orca } from '../support/speech/orca-session'
import { pageFile } from './support/ask'
import { direct, LAYER } from './support/keys'
import { inAWorld, type World } from './support/world'

let orca: Orca

/** The commands that the menu has run, as the app's log has them. */
function ran({ session }: World): string[] {
  const folder = join(session.config, 'Descry')
  const logs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('descry.log'))
  return logs.flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/ command menu (\S+)/g)].map(([, id]) => id ?? ''))
}

/** What Orca says in answer to a letter that it takes for its own. */
const isHeading = (text: string): boolean => text.includes('heading level') || text.startsWith('Wrapping')

/** An item of the menu, as Orca says it. */
const isItem = (text: string): boolean => / [^ ]\.$/.test(text)

/** Orca's echo of a key ends in a space. */
const isWords = (text: string): boolean => !text.endsWith(' ')

/** What Orca says from now on but for the names of keys. */
function fromNow(): () => string[] {
  const before = orca.spoken().length
  return () => orca.spoken().slice(before).filter(isWords)
}

/** Opens the menu as a user with a reader does, who waits until it was said; gives what was said. */
async function openMenu({ screen }: World): Promise<string[]> {
  // It is open where the test is tried once more.
  if ((await screen.focused()) === 'Descry menu') await screen.press('Escape')
  await screen.waitForFocus('Morning Post')
  const said = fromNow()
  await screen.press(LAYER)
  await screen.waitForFocus('Descry menu')
  // That it leaves browse mode it says only where it had come back to it on the page, for which it may take its time.
  await until('Orca to say the first command', () => said().includes('Describe the screen, D.'))
  await orca.settled()
  return said().slice(said().indexOf('Descry menu frame.'))
}

/** The page is in front and Orca in its browse mode: H is the next heading, for Orca alone. */
async function browse({ screen }: World): Promise<void> {
  await screen.waitForFocus('Morning Post')
  await orca.settled()
  const said = fromNow()
  const moved = (): boolean => said().some((text) => text.includes('heading level'))
  // While Orca still reads the page or its title, it does not hear the key.
  await until(
    'Orca to be in browse mode on the page',
    async () => {
      await screen.press('h')
      await until('the next heading', moved, { timeout: 3000 }).catch(() => undefined)
      return moved()
    },
    { more: () => said().join('|') },
  )
  await orca.settled()
}

/** The windows that commands open. */
const OPENS: Partial<Record<CommandId, string>> = { ask: 'Ask a question – Descry', open: 'Descry' }

/** X11's names for the keys of the menu's letters. */
const KEYS: Readonly<Record<string, string>> = { ',': 'comma', '.': 'period', '[': 'bracketleft', ']': 'bracketright' }
const keyOf = (letter: string): string => KEYS[letter] ?? letter.toLowerCase()

/** Presses a letter of the open menu: it is that command, and no key of Orca's. */
async function pressLetter(world: World, id: CommandId): Promise<void> {
  const before = ran(world)
  const said = fromNow()
  await world.screen.press(keyOf(COMMANDS[id].letter))
  await until(`the command ${id} to run`, () => ran(world).length > before.length)
  expect(ran(world)).toEqual([...before, id])
  expect(said().filter(isHeading)).toEqual([])
}

/** Ends what a command began, and brings the page back in front. */
async function backToPage({ app, screen }: World, id?: CommandId): Promise<void> {
  const opened = id && OPENS[id]
  if (opened !== undefined) await screen.waitForFocus(opened)
  if ((await app.state()).learningKeys) await screen.press(direct('H'))
  await screen.press(direct('Q'))
  // Escape leaves the question and its window at once; a second key would reach the page.
  if (opened !== undefined) await screen.press(id === 'ask' ? 'Escape' : 'alt+F4')
  await screen.waitForFocus('Morning Post')
}

/** Quiet mode would be the end of all that is heard. */
async function endQuiet({ app, screen }: World): Promise<void> {
  const isQuiet = async (): Promise<boolean> => (await app.state()).settings.quiet
  await until('quiet mode', isQuiet)
  await screen.press(direct('U'))
  await until('its end', async () => !(await isQuiet()))
}

/** A command that makes a setting another leaves the menu open; the others end it. */
const LASTING = MENU_COMMANDS.filter((id) => commandSpec(id).kind === 'tune')
const ENDING = MENU_COMMANDS.filter((id) => !LASTING.includes(id))

inAWorld(
  'the layer menu over a page that Orca reads in browse mode',
  {
    cannot: noOrca,
    before: async (session) => {
      orca = await startOrca(session)
      return {}
    },
  },
  (world) => {
    test('is said by its title, its first command and that command’s letter, and nothing else', async () => {
      await world.pages.show(pageFile('article'))
      await until('Orca to have the page', () => orca.spoken().some((text) => text.includes('Finished loading Morning Post')))
      await orca.settled()
      await browse(world)
      const said = await openMenu(world)
      expect([...new Set(said)]).toEqual(['Descry menu frame.', 'Commands menu', 'Describe the screen, D.', 'Focus mode'])
      await world.screen.press('Escape')
      await browse(world)
    })

    test('goes by arrows, and a letter that is no command is neither Orca’s nor Descry’s', async () => {
      const before = ran(world)
      await openMenu(world)
      const said = fromNow()
      await world.screen.press('Down', 'r')
      await until('Orca to say the second command', () => said().includes('Describe the window, W.'))
      await world.screen.press('End')
      await until('Orca to say the last command', () => said().includes('Learn the keys, H.'))
      await world.screen.press('Home', 'Return')
      await until('the menu to go', async () => (await world.screen.focused()) !== 'Descry menu')
      await until('Orca to say the answer', () => said().some((text) => text.includes('It says')))
      expect(ran(world)).toEqual([...before, 'describe-screen'])
      // Where the page has just come, Orca reads that between them.
      expect(said().filter(isItem).slice(0, 3)).toEqual(['Describe the window, W.', 'Learn the keys, H.', 'Describe the screen, D.'])
      await backToPage(world)
    })

    test('a letter that comes before Orca knows of the menu is its command, too', async () => {
      await browse(world)
      const before = ran(world)
      const said = fromNow()
      await world.screen.press(LAYER)
      await world.screen.waitForFocus('Descry menu')
      await world.screen.press('h')
      await until('the command to run', () => ran(world).length > before.length)
      expect(ran(world)).toEqual([...before, 'learn-keys'])
      expect(said().filter(isHeading)).toEqual([])
      await backToPage(world)
    })

    test.each(ENDING.map((id) => ({ id, letter: COMMANDS[id].letter })))('$letter is Descry’s and not Orca’s: $id', async ({ id }) => {
      await openMenu(world)
      await pressLetter(world, id)
      await backToPage(world, id)
    })

    test('the letters that leave it open are Descry’s and not Orca’s, one after the other', async () => {
      await openMenu(world)
      for (const id of LASTING) {
        await pressLetter(world, id)
        expect(await world.screen.focused(), id).toBe('Descry menu')
        if (id === 'quiet') await endQuiet(world)
      }
      await world.screen.press('Escape')
      await backToPage(world)
    })
  },
)
