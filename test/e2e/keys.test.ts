import { expect, test } from 'vitest'
import { ask, pageFile } from './support/ask'
import { direct, LAYER } from './support/keys'
import { inAWorld } from './support/world'

/** An accelerator in Electron's syntax by xdotool's names. */
const toXdotool = (accelerator: string): string =>
  accelerator
    .split('+')
    .map((part) => ({ Control: 'ctrl', Ctrl: 'ctrl', CommandOrControl: 'ctrl', Alt: 'alt', Shift: 'shift', Super: 'super' })[part] ?? part)
    .map((part) => (/^[A-Z]$/.test(part) ? part.toLowerCase() : part))
    .join('+')

inAWorld(
  'a key that another program holds',
  {
    before: async (_, screen) => {
      await screen.holdKey(direct('D'))
      return undefined
    },
  },
  (world) => {
    test('is said at the start, with the key that is used instead, and that one works', async () => {
      const key = (await world.app.state()).keys.find(({ id }) => id === 'describe-screen')
      expect(key).toMatchObject({ state: 'replaced' })
      expect(key?.note).toBeTruthy()
      const said = await world.speech.text()
      expect(said).toContain(key?.spoken ?? 'a key')
      await world.pages.show(pageFile('article'))
      await ask(world, [toXdotool(key?.accelerator ?? '')], 'Harbour bridge')
    })

    test('the layer key still leads to it', async () => {
      await ask(world, [LAYER, 'd'], 'Harbour bridge')
    })

    test('learn-keys mode says what a key does instead of doing it, until Escape', async () => {
      await ask(world, [direct('H')], /./)
      const text = await ask(world, [direct('C')], 'camera')
      expect(text).not.toContain('There is no camera')
      await ask(world, [direct('H')], /./)
      expect((await world.app.state()).learningKeys).toBe(false)
    })
  },
)
