import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { DesktopSession } from './session'
import { PROJECT } from './user'
import { until } from './until'

/** What a person does at the screen, and what is on it. */
export interface XScreen {
  /** Presses keys together, by X11's names: `ctrl+alt+shift+F9`; one after the other, at most as fast as a person. */
  press(...keys: readonly string[]): Promise<void>
  /** Presses keys together and keeps them down, so that the last one repeats. Resolves with what lets go of them. */
  hold(keys: string): Promise<() => Promise<void>>
  type(text: string, how?: { readonly delay?: number }): Promise<void>
  movePointer(x: number, y: number): Promise<void>
  click(x: number, y: number): Promise<void>
  /** The title of the window that has the focus. */
  focused(): Promise<string>
  waitForFocus(title: string | RegExp): Promise<void>
  /** Titles of the windows that can be seen. */
  titles(): Promise<string[]>
  /** A picture of the whole screen as a file of the project's `out`, to be looked at. */
  screenshot(name: string): Promise<string>
  /** Puts a picture file on the clipboard, as a program does from which it is copied. */
  copyPicture(file: string): Promise<void>
  /** Covers the whole screen with black, above everything. Resolves with what takes it away. */
  curtain(): Promise<() => void>
  /** Holds a key, so that nobody else gets it. Resolves with what lets go of it. */
  holdKey(keys: string): Promise<() => void>
}

/** Seconds from one key to the next: slower than a held key repeats, faster than a second thought. */
const PAUSE = 0.25

/** Where screenshots of failed tests are kept; ignored by git. */
const SHOTS = join(PROJECT, 'out', 'e2e')

export function xScreen(session: DesktopSession): XScreen {
  const xdotool = async (...args: readonly string[]): Promise<void> => {
    await session.output('xdotool', args)
  }
  const focused = async (): Promise<string> =>
    (await session.run('xdotool', ['getactivewindow', 'getwindowname'])).stdout.trim()
  const titles = async (): Promise<string[]> => {
    const { stdout } = await session.run('xdotool', ['search', '--onlyvisible', '--name', '.'])
    const ids = stdout.split('\n').filter(Boolean)
    const names = ids.map(async (id) => (await session.run('xdotool', ['getwindowname', id])).stdout.trim())
    return (await Promise.all(names)).filter(Boolean)
  }
  /** Starts one of this folder's programs, and waits until it says that its window or key is there. */
  async function program(name: string, ...args: readonly string[]): Promise<() => void> {
    const file = session.path(`test/support/desktop-session/programs/${name}`)
    const child = session.start(session.node, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    const hear = (text: Buffer): unknown => (said += text.toString())
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    const ended = (): boolean => child.exitCode !== null
    await until(`${name} to be there`, () => ended() || said.includes('there'), { more: () => said })
    if (ended()) throw new Error(`${name} ended: ${said}`)
    return () => child.kill()
  }
  /** When the last key was pressed; milliseconds. */
  let pressed = 0
  return {
    async press(...keys) {
      // Whoever waits for the answer only, and presses at once, would be faster than anybody's fingers.
      const left = Math.max(0, PAUSE - (performance.now() - pressed) / 1000)
      // xdotool waits its own delay after each modifier, too; between two presses there is to be this pause alone.
      await xdotool(...keys.flatMap((key, i) => ['sleep', String(i > 0 ? PAUSE : left), 'key', '--clearmodifiers', key]))
      pressed = performance.now()
    },
    async hold(keys) {
      await xdotool('keydown', keys)
      return async () => {
        await xdotool('keyup', keys)
        // The next press comes no sooner after this than fingers would have it.
        pressed = performance.now()
      }
    },
    type: (text, { delay = 20 } = {}) => xdotool('type', '--delay', String(delay), text),
    movePointer: (x, y) => xdotool('mousemove', String(x), String(y)),
    click: (x, y) => xdotool('mousemove', String(x), String(y), 'click', '1'),
    focused,
    titles,
    async waitForFocus(title) {
      const fits = (t: string): boolean => (typeof title === 'string' ? t === title : title.test(t))
      const more = async (): Promise<string> => `it is in "${await focused()}"; to be seen: ${(await titles()).join(', ')}`
      await until(`the focus in ${String(title)}`, async () => fits(await focused()), { more })
    },
    async screenshot(name) {
      const shot = join(session.folder, 'screenshot.png')
      await session.output('import', ['-window', 'root', shot])
      await mkdir(SHOTS, { recursive: true })
      const kept = join(SHOTS, `${name.replace(/[^\w-]+/g, '-')}.png`)
      await copyFile(shot, kept)
      return kept
    },
    async copyPicture(file) {
      const copied = join(session.folder, 'copied.png')
      await copyFile(file, copied)
      session.give(copied)
      // It stays behind to serve the clipboard, and must not hold our pipes.
      session.start('xclip', ['-selection', 'clipboard', '-target', 'image/png', copied])
      await until('the picture on the clipboard', async () => {
        const { stdout } = await session.run('xclip', ['-selection', 'clipboard', '-o', '-t', 'TARGETS'])
        return stdout.includes('image/png')
      })
    },
    curtain: () => program('curtain.mjs'),
    holdKey: (keys) => program('hold-key.mjs', keys),
  }
}
