import { expect, test } from 'vitest'
import { sample } from '../cli/e2e/support/run-cli'
import { until } from '../support/desktop-session/until'
import { pageFile } from './support/ask'
import { direct, LAYER } from './support/keys'
import { inAWorld, type World } from './support/world'

/** The program that the user works in. */
const PAGE = 'Minutes'
const MENU = 'Descry menu'
const NORMAL = /normal|Enough/

/** One thing that a step does: a key, text that is typed, or a wait for a window, for words, or for a control. */
type Step =
  | { readonly key: string }
  /** One behind the other, as fast as a hand does. */
  | { readonly keys: readonly string[] }
  | { readonly type: string }
  | { readonly focus: string | RegExp }
  | { readonly hear: string | RegExp }
  /** Accessible name of what has the focus in Descry's window. */
  | { readonly on: string | RegExp }
  /** Tab until this has the focus; gives up after a whole round. */
  | { readonly tabTo: string | RegExp }

const key = (name: string): Step => ({ key: name })
const menu = (letter: string): Step[] => [key(LAYER), { focus: MENU }, key(letter)]
/** Every view of it has this in its title. */
const HOME = /Descry$/
const opened: Step[] = [key(direct('O')), { focus: HOME }]
const view = (digit: number, heading: string): Step[] => [...opened, key(`alt+${digit}`), { on: heading }]
const leave: Step[] = [key('alt+F4')]
const back: Step = { focus: PAGE }

/** From the user's program and back to it, by keys alone. Each begins where the one before ended. */
const PATHS: Readonly<Record<string, readonly Step[]>> = {
  'the menu is opened and left': [key(LAYER), { focus: MENU }, key('Escape'), back],
  'the menu key closes the menu, too': [key(LAYER), { focus: MENU }, key(LAYER), back],
  'a letter in the menu describes the screen': [...menu('d'), { hear: 'garden club' }, back],
  'arrows and Enter choose in the menu': [key(LAYER), { focus: MENU }, key('Down'), key('Return'), { hear: 'garden club' }, back],
  'the direct key describes the screen': [key(direct('D')), { hear: 'garden club' }, back],
  'the window in front is described': [key(direct('W')), { hear: 'garden club' }, back],
  'what is under the pointer is described': [key(direct('P')), { hear: /\w/ }, back],
  'the text is read, and more of it': [key(direct('T')), { hear: /Line \d+ of \d+/ }, key(direct('M')), { hear: 'lettuce' }, back],
  'the text is opened and left': [{ keys: [direct('T'), direct('T')] }, { focus: /^Answer as text/ }, key('Escape'), back],
  'the copied picture is described': [key(direct('V')), { hear: /cat|tabby/i }, back],
  // Before anything else is copied.
  'a copied picture is pasted into the window': [...view(1, 'Home'), key('ctrl+v'), { hear: /cat|tabby/i }, ...leave, back],
  'the answer is said again': [key(direct('S')), { hear: /cat|tabby/i }, back],
  'the answer before, and the one after': [key(direct('comma')), { hear: /^Answer \d+ of \d+/ }, key(direct('period')), { hear: /cat|tabby/i }, back],
  'the answer is copied': [key(direct('K')), { hear: 'Copied' }, back],
  'the camera is asked for, and its lack is said': [key(direct('C')), { hear: 'no camera' }, back],
  'narration is asked for, and the lack of a camera is said': [key(direct('N')), { hear: 'no camera' }, back],
  'the state is said': [key(direct('I')), { hear: /model .* is ready/ }, back],
  'keys are learned': [key(direct('H')), { hear: /Learning/ }, key(direct('W')), { hear: /Describe the window/ }, key(direct('H')), { hear: 'work again' }, back],
  'what is being said is stopped': [key(direct('D')), { hear: /\w/ }, key(direct('Q')), back],
  'a question is asked': [key(direct('A')), { focus: /^Ask a question/ }, { on: 'Your question' }, { type: 'Read the second line' }, key('Return'), { hear: /Line 2 of/ }, back],
  'a question is given up': [key(direct('A')), { focus: /^Ask a question/ }, { on: 'Your question' }, { type: 'no' }, key('Escape'), back],
  'the window is opened and left': [...opened, { on: 'Home' }, ...leave, back],
  'a button in the window describes the screen': [...opened, { tabTo: /^Describe the screen/ }, key('Return'), { hear: 'garden club' }, { on: /^Describe the screen/ }, ...leave, back],
  'a setting is changed and changed back': [
    ...view(2, 'Settings'),
    { tabTo: NORMAL },
    key('Up'),
    { on: /Little/ },
    key('Down'),
    { on: NORMAL },
    ...leave,
    back,
  ],
  'a key is changed, works, and is given back': [
    ...view(2, 'Settings'),
    { tabTo: 'Change the key: Status' },
    key('Return'),
    { on: 'Press the new key, or type its name' },
    { type: 'Control Alt Shift R' },
    key('Return'),
    { on: 'Change the key: Status' },
    key(direct('R')),
    { hear: /model .* is ready/ },
    { tabTo: 'Back to usual key: Status' },
    key('Return'),
    { on: 'Change the key: Status' },
    ...leave,
    back,
  ],
  'models are listed': [...view(3, 'Models'), { tabTo: /^Download / }, ...leave, back],
  'help on a view is opened and left': [...view(4, 'Help'), key('F1'), { on: /./ }, key('Escape'), { on: 'Help' }, ...leave, back],
  'the parts of the window are walked both ways': [...view(1, 'Home'), key('F6'), key('F6'), key('F6'), { on: 'Home' }, key('shift+F6'), key('shift+F6'), key('shift+F6'), { on: 'Home' }, ...leave, back],
  'everything is made larger, and as it was': [...view(1, 'Home'), key('ctrl+plus'), key('ctrl+0'), { on: 'Home' }, ...leave, back],
}

/** Tab stops of the longest view, and some. */
const MOST_TABS = 200

/** Runs in a page: what has the focus, as a reader would name it; roughly, for what Descry's own views hold. */
function focusedName(): string {
  const element = document.activeElement
  if (!element || element === document.body) return ''
  const label = element.getAttribute('aria-label') ?? (element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ').trim()
  const labels = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? [...(element.labels ?? [])].map((l) => l.textContent).join(' ') : ''
  return (label || labels || element.textContent || element.tagName).trim()
}

async function carryOut(world: World, steps: readonly Step[]): Promise<void> {
  const { screen, speech, app } = world
  const name = async (): Promise<string> => (await app.page('home')).evaluate(focusedName)
  const fits = (text: string, wanted: string | RegExp): boolean => (typeof wanted === 'string' ? text === wanted : wanted.test(text))
  await speech.forget()
  for (const step of steps) {
    if ('key' in step) await screen.press(step.key)
    else if ('keys' in step) await screen.press(...step.keys)
    else if ('type' in step) await screen.type(step.type)
    else if ('focus' in step) await screen.waitForFocus(step.focus)
    else if ('hear' in step) {
      await speech.waitFor(step.hear)
      await speech.settled(300)
      await speech.forget()
    } else if ('on' in step) {
      let seen = ''
      await until(`the focus on ${String(step.on)}`, async () => fits((seen = await name()), step.on), { more: () => `it is on "${seen}"` })
    } else await tabTo(step.tabTo)
  }

  /** Every Tab moves the focus, and it never leaves the window for good: a round comes back to its beginning. */
  async function tabTo(wanted: string | RegExp): Promise<void> {
    const visited: string[] = []
    for (let i = 0; i < MOST_TABS; i++) {
      await screen.press('Tab')
      const now = await name()
      visited.push(now)
      if (fits(now, wanted)) return
    }
    throw new Error(`Tab never came to ${String(wanted)}, but to ${[...new Set(visited)].join(', ')}`)
  }
}

inAWorld(
  'by keys alone, from a cold start',
  {
    before: async (_, screen) => {
      await screen.copyPicture(sample('chelsea.png'))
      return { settings: { voice: { route: 'auto', name: null, rate: null, volume: 100, pitch: 0, punctuation: 'voice', unknownReader: 'ask', ownWindows: false } } }
    },
  },
  (world) => {
    test('there are at least 25 paths', () => {
      expect(Object.keys(PATHS).length).toBeGreaterThanOrEqual(25)
    })

    test('the user’s program is in front', async () => {
      await world.pages.show(pageFile('minutes'))
      await world.screen.waitForFocus(PAGE)
    })

    test.each(Object.entries(PATHS))('%s', async (_, steps) => {
      // Whatever a path before has left, this one begins in the user's program.
      if ((await world.screen.focused()) === MENU) await world.screen.press('Escape')
      else if ((await world.screen.focused()) !== PAGE) await world.screen.press('Escape', 'alt+F4')
      await world.screen.waitForFocus(PAGE)
      await carryOut(world, steps)
    })
  },
)
