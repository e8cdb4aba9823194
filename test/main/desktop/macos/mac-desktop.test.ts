import { expect, test } from 'vitest'
import { createMacDesktop } from '../../../../src/main/desktop/macos/mac-desktop'
import { ACTIVATE, LIST_WINDOWS } from '../../../../src/main/desktop/macos/scripts'

const OWN = 500
/** As CGWindowListCopyWindowInfo has them, front to back: a menu of the menu bar lies in layer 24 and above. */
const window = (id: number, pid: number, more: object = {}) => ({
  ...{ id, pid, layer: 0, alpha: 1, title: `Title ${id}`, owner: 'TextEdit' },
  ...{ x: 10, y: 20.5, width: 300, height: 200, name: 'TextEdit', bundle: 'com.apple.TextEdit', exe: '/App/TextEdit' },
  ...more,
})

function setUp(windows: unknown[], replies: Record<string, unknown> = {}) {
  const asked: (readonly string[])[] = []
  const run = async (script: string, args: readonly string[]) => {
    asked.push(args)
    const reply = script === LIST_WINDOWS ? { front: 7, windows } : replies[script]
    return typeof reply === 'string' ? reply : JSON.stringify(reply)
  }
  return { desktop: createMacDesktop({ run, runs: async () => false }, OWN), asked }
}

test('the front window is the first ordinary one that is not ours, in points', async () => {
  const { desktop } = setUp([window(1, 9, { layer: 25 }), window(2, OWN), window(3, 7, { alpha: 0 }), window(4, 7)])
  expect(await desktop.frontWindow(new Set())).toEqual({
    ok: true,
    window: {
      ...{ id: 4, title: 'Title 4', appClass: 'com.apple.TextEdit', appName: 'TextEdit', exe: '/App/TextEdit', pid: 7 },
      bounds: { x: 10, y: 20, width: 300, height: 201 },
    },
  })
  expect(desktop.unit).toBe('points')
})

test('a window is found by its id, also behind others; one that is not listed is closed or hidden', async () => {
  const { desktop } = setUp([window(4, 7), window(5, 8)])
  expect(await desktop.find(5)).toMatchObject({ ok: true, window: { id: 5, title: 'Title 5', pid: 8 } })
  expect(await desktop.find(6)).toMatchObject({ ok: false, code: 'no-front-window' })
})

test('with only our windows there is none', async () => {
  expect(await setUp([window(2, OWN)]).desktop.frontWindow(new Set())).toMatchObject({ code: 'no-front-window' })
})

test('our windows are told by their process, and translucent ones cover nothing', async () => {
  const stacking = await setUp([window(1, 7, { alpha: 0.5 }), window(2, OWN), window(3, 7)]).desktop.stacking(new Set())
  expect(stacking.ok && stacking.windows.map(({ id, own, covers }) => [id, own, covers.length])).toEqual([
    [1, false, 0],
    [2, true, 1],
    [3, false, 1],
  ])
})

test('the program of a window is brought to the front, by an argument and not by the script', async () => {
  const { desktop, asked } = setUp([window(4, 7)], { [ACTIVATE]: { active: true } })
  expect(await desktop.activate(4)).toEqual({ ok: true, active: true })
  expect(asked.at(-1)).toEqual(['7'])
  expect(await desktop.activate(5)).toMatchObject({ code: 'no-front-window' })
})

test('the active window is that of the program in front', async () => {
  expect(await setUp([window(3, 8), window(4, 7)]).desktop.activeWindow()).toEqual({ ok: true, id: 4 })
})

test.each([
  [true, 'voiceover'],
  [false, null],
])('the program VoiceOver runs: %s', async (runs, reader) => {
  const desktop = createMacDesktop({ run: async () => '', runs: async (program) => runs && program === 'VoiceOver' }, OWN)
  expect(await desktop.screenReader()).toBe(reader)
})

test.each(['', 'nonsense', '{"front":1}', '{"ok":true}'])('the reply %j is not taken for windows', async (reply) => {
  const desktop = createMacDesktop({ run: async () => reply, runs: async () => false }, OWN)
  expect(await desktop.frontWindow(new Set())).toMatchObject({ ok: false, code: 'desktop-silent' })
})

test('a script that fails is said', async () => {
  const desktop = createMacDesktop({ run: () => Promise.reject(new Error('timed out')), runs: async () => false }, OWN)
  expect(await desktop.stacking(new Set())).toMatchObject({ ok: false, code: 'desktop-silent' })
})
