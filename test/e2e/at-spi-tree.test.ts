import { expect, test } from 'vitest'
import { NAVIGATION } from '../../src/renderer/home/window-keys'
import type { AppState } from '../../src/shared/app-state'
import { spokenLetter } from '../../src/renderer/spoken-letter'
import { COMMAND_IDS, COMMANDS, MENU_COMMANDS } from '../../src/shared/commands'
import { createMessages } from '../../src/shared/messages'
import { flawsOf } from '../accessibility/tree-rules'
import { accessibleWindow, accessibleWindows, everyObject, type AtSpiObject } from '../support/desktop-session/at-spi-tree'
import { until } from '../support/desktop-session/until'
import { noOrca, startOrca, type Orca } from '../support/speech/orca-session'
import { ask, pageFile } from './support/ask'
import { direct, LAYER } from './support/keys'
import { inAWorld, type World } from './support/world'

let orca: Orca

/** An object that has to be there, by role and name, with these states and attributes. */
interface Expected {
  readonly role: string
  readonly name: string
  readonly states?: readonly string[]
  readonly attributes?: Readonly<Record<string, string>>
}

const say = createMessages('en').say.bind(createMessages('en'))
const button = (name: string, attributes?: Record<string, string>): Expected => ({ role: 'push button', name, ...(attributes && { attributes }) })
const heading = (level: number, name: string, ...states: string[]): Expected => ({ role: 'heading', name, states, attributes: { level: String(level) } })

/** A command's button, with the key that it has now. */
function command({ keys }: AppState, id: (typeof COMMAND_IDS)[number]): Expected {
  const accelerator = keys.find((key) => key.id === id)?.accelerator
  const role = COMMANDS[id].kind === 'watch' ? 'toggle button' : 'push button'
  return { role, name: say(COMMANDS[id].name), attributes: accelerator ? { keyshortcuts: accelerator } : {} }
}

/** What is around every view but the first run. */
const around = (state: AppState, current: string): Expected[] => [
  { role: 'link', name: say('window.skip') },
  command(state, 'stop'),
  ...NAVIGATION.map((view, i) => button(say(`window.nav.${view}`), { keyshortcuts: `Alt+${i + 1}`, ...(view === current && { current: 'page' }) })),
  button(say('window.quit')),
]

interface View {
  /** The key that leads there, in the home window. */
  readonly key: string
  /** Of the window. */
  readonly title: string
  readonly expected: (state: AppState) => Expected[]
}

const titled = (view: (typeof NAVIGATION)[number]) => say('window.title', { view: say(`window.nav.${view}`) })

const VIEWS: Readonly<Record<string, View>> = {
  settings: {
    ...{ key: 'alt+2', title: titled('settings') },
    expected: (state) => [
      ...around(state, 'settings'),
      heading(1, say('window.nav.settings'), 'focused'),
      ...(['window.speech', 'window.sounds', 'window.answers', 'window.keys', 'window.appearance', 'window.system'] as const).map((id) => heading(2, say(id))),
      ...COMMAND_IDS.flatMap((id) => [button(say('window.keys.change', { name: say(COMMANDS[id].name) }))]),
      { role: 'slider', name: say('window.speech.volume') },
      { role: 'slider', name: say('window.sounds.volume') },
      { role: 'check box', name: say('window.sounds.on'), states: ['checked'] },
      { role: 'radio button', name: say('window.answers.length.normal'), states: ['checked'] },
    ],
  },
  models: {
    ...{ key: 'alt+3', title: titled('models') },
    expected: (state) => [
      ...around(state, 'models'),
      heading(1, say('window.nav.models'), 'focused'),
      heading(2, 'descry-nano'),
      button(say('window.models.do.download', { name: 'SmolVLM 256M' })),
      button(say('window.models.add.folder')),
      button(say('window.models.add.zip')),
      { role: 'radio button', name: say('window.device.auto'), states: ['checked'] },
    ],
  },
  help: {
    ...{ key: 'alt+4', title: titled('help') },
    expected: (state) => [
      ...around(state, 'help'),
      heading(1, say('window.nav.help'), 'focused'),
      { role: 'table', name: say('window.help.keys.caption') },
      ...(['command', 'letter', 'key', 'does'] as const).map((column) => ({ role: 'column header', name: say(`window.help.keys.${column}`) })),
      ...COMMAND_IDS.map((id) => ({ role: 'row header', name: say(COMMANDS[id].name) })),
      button(say('window.help.learn.start')),
    ],
  },
  home: {
    ...{ key: 'alt+1', title: 'Descry' },
    expected: (state) => [
      ...around(state, 'home'),
      heading(1, say('window.home.heading'), 'focused'),
      heading(2, say('window.answer.heading')),
      // Every command but the one that opens this window; settings and tables have controls of their own.
      ...COMMAND_IDS.filter((id) => id !== 'open' && !['tune', 'cell'].includes(COMMANDS[id].kind)).map((id) => command(state, id)),
      ...(['window.answer.as-text', 'window.answer.forget', 'window.home.open'] as const).map((id) => button(say(id))),
      ...(state.answer?.picture ? [{ role: 'image', name: state.answer.sentences[0]?.text ?? '' }] : []),
    ],
  },
}

const fits = (object: AtSpiObject, { role, name, states = [], attributes = {} }: Expected): boolean =>
  object.role === role &&
  object.name === name &&
  states.every((state) => object.states.includes(state)) &&
  Object.entries(attributes).every(([key, value]) => object.attributes[key] === value)

const lacking = (page: AtSpiObject, expected: readonly Expected[]): Expected[] => {
  const all = everyObject(page)
  return expected.filter((one) => !all.some((object) => fits(object, one)))
}

/** The window's page: what is around it belongs to the browser that shows it. */
const pageOf = (window: AtSpiObject, title: string): AtSpiObject | undefined =>
  everyObject(window).find((object) => object.role === 'document web' && object.name === title)

/** The view before is still there for a moment, so that Orca says the new one: `home/use-leaving`. */
const lingers = (page: AtSpiObject): boolean =>
  everyObject(page).filter(({ role, attributes }) => role === 'heading' && attributes['level'] === '1').length > 1

/** A window's page in the tree, as soon as all of this is in it, and nothing else. */
async function page({ session }: World, title: string, expected: readonly Expected[]): Promise<AtSpiObject> {
  let found: AtSpiObject | undefined
  const complete = (window: AtSpiObject): boolean => {
    found = pageOf(window, title)
    return found !== undefined && lacking(found, expected).length === 0 && !lingers(found)
  }
  // What is not there in time, the test names.
  await accessibleWindow(session, title, complete).catch(() => undefined)
  if (!found) throw new Error(`no page "${title}" on the accessibility bus`)
  expect(lacking(found, expected)).toEqual([])
  return found
}

inAWorld(
  'the accessibility tree',
  {
    cannot: noOrca,
    before: async (session) => {
      orca = await startOrca(session)
      return { settings: { caption: { mode: 'always', edge: 'bottom', scale: 100 } } }
    },
  },
  (world) => {
    test('an answer is there, the window is open, and the caption bar shows it', async () => {
      await world.pages.show(pageFile('article'))
      await ask(world, [direct('D')], 'Harbour bridge')
      await world.screen.press(direct('O'))
      await world.screen.waitForFocus('Descry')
    })

    test.each(Object.keys(VIEWS))('of the view %s has all of it, each with name, state and key, and no flaws', async (name) => {
      const { key, title, expected } = VIEWS[name]!
      await world.screen.press(key)
      await world.screen.waitForFocus(title)
      expect(flawsOf(await page(world, title, expected(await world.app.state())))).toEqual([])
    })

    test('a command’s button is said by Orca with its key once', async () => {
      const before = orca.spoken().length
      const said = () => orca.spoken().slice(before).join(' ')
      await world.screen.press('alt+1', 'F6', 'F6')
      await until('Orca to say the button', () => said().includes('Stop'))
      await orca.settled()
      expect(said().split(/Stop/).length - 1).toBe(1)
      expect(said().split('Q').length - 1).toBeLessThanOrEqual(1)
    })

    test('an answer that comes while the window is in front is said once: it is read there only by who goes there', async () => {
      await orca.settled()
      const before = orca.spoken().length
      const said = () => orca.spoken().slice(before).join(' ')
      await world.screen.press(direct('D'))
      await until('Orca to say the answer', () => said().includes('It says'))
      await until('the answer to be whole', async () => (await world.app.state()).answer?.complete === true)
      await world.speech.settled()
      await orca.settled()
      expect(said().split('Harbour bridge opens after nine years').length - 1).toBe(1)
    })

    test('of the answer as text has one field with a name, with the focus, and the way back', async () => {
      await world.screen.press(direct('S'), direct('S'))
      const title = say('window.title', { view: say('window.text.heading') })
      await world.screen.waitForFocus(title)
      const field = { role: 'entry', name: say('window.text.label'), states: ['focused', 'multi-line', 'focusable'] }
      const tree = await page(world, title, [heading(1, say('window.text.heading')), field, button(say('window.text.back'))])
      expect(flawsOf(tree)).toEqual([])
      await world.screen.press('Escape')
      await world.screen.waitForFocus('Descry')
    })

    test('of the field for a question has the field with the focus, what it is about, and both ways on', async () => {
      await world.screen.press(direct('A'))
      const title = say('window.title', { view: say('ask.heading') })
      await world.screen.waitForFocus(title)
      const field = { role: 'entry', name: say('ask.label'), states: ['focused', 'focusable'] }
      const tree = await page(world, title, [heading(1, say('ask.heading')), field, button(say('ask.put')), button(say('ask.back'))])
      expect(flawsOf(tree)).toEqual([])
      expect((await world.app.state()).asking?.about).toMatch(/^About/)
      await world.screen.press('Escape')
    })

    test('of the help on a view has a dialog with a heading and a way out, and nothing behind it can be reached', async () => {
      await world.screen.press(direct('O'))
      await world.screen.waitForFocus('Descry')
      await world.screen.press('F1')
      const name = say('context.heading', { view: say('context.view.home') })
      const tree = await page(world, 'Descry', [{ role: 'dialog', name }, button(say('context.close'))])
      const dialog = everyObject(tree).find((object) => object.role === 'dialog')
      expect(dialog && flawsOf(dialog, ['headings', 'landmarks', 'live'])).toEqual([])
      await world.screen.press('Escape')
    })

    test('of the layer menu has an item a command, the first with the focus, each with its place in the list', async () => {
      await world.screen.press(LAYER)
      const title = say('window.menu.title')
      await world.screen.waitForFocus(title)
      const items = MENU_COMMANDS.map((id, i): Expected => {
        const letter = spokenLetter(COMMANDS[id].letter, say)
        const place = { posinset: String(i + 1), setsize: String(MENU_COMMANDS.length) }
        return { role: 'menu item', name: `${say(COMMANDS[id].name)}, ${letter}`, states: i === 0 ? ['focused', 'focusable'] : ['focusable'], attributes: place }
      })
      const tree = await page(world, title, [{ role: 'menu', name: say('window.menu.commands') }, ...items])
      expect(flawsOf(tree, ['headings', 'landmarks', 'live'])).toEqual([])
      await world.screen.press('Escape')
    })

    test('has nothing of the caption bar, though that is on the screen', async () => {
      expect((await world.app.state()).caption).toBe(true)
      const title = say('window.caption.title')
      const shown = (await accessibleWindows(world.session, title)).flatMap((window) => everyObject(window).filter((o) => o.role === 'document web'))
      expect(shown.flatMap((document) => everyObject(document).slice(1)).filter((o) => o.name !== '')).toEqual([])
    })
  },
)

inAWorld(
  'the accessibility tree of the first run',
  {
    cannot: noOrca,
    before: async (session) => {
      orca = await startOrca(session)
      return { settings: null }
    },
  },
  (world) => {
    test('has its heading, what to do, and the buttons that lead on, with no flaws', async () => {
      const title = say('window.title', { view: say('window.first-run') })
      await world.screen.waitForFocus(title)
      const buttons = (['window.first-run.picture.describe', 'window.first-run.skip', 'window.first-run.leave'] as const).map((id) => button(say(id)))
      const tree = await page(world, title, [heading(1, say('window.first-run.picture')), ...buttons])
      expect(flawsOf(tree, ['live', 'landmarks'])).toEqual([])
    })
  },
)
