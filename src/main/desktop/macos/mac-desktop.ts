import { z } from 'zod'
import { failure, type Failure, type Result } from '../../../shared/codes'
import type { Desktop, FrontWindow } from '../desktop'
import { oneLine } from '../text'
import { watchByAsking } from '../watch'
import type { MacNative } from './native'
import { ACTIVATE, LIST_WINDOWS } from './scripts'

/** Layer of ordinary windows; menus, the Dock and floating panels lie in others. */
const NORMAL_LAYER = 0

const windowSchema = z.object({
  id: z.int(),
  pid: z.int(),
  layer: z.int(),
  alpha: z.number(),
  title: z.string(),
  owner: z.string(),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  name: z.string().nullable(),
  bundle: z.string().nullable(),
  exe: z.string().nullable(),
})
const listSchema = z.object({ front: z.int().nullable(), windows: z.array(windowSchema) })
type MacWindow = z.infer<typeof windowSchema>

function boundsOf({ x, y, width, height }: MacWindow): FrontWindow['bounds'] {
  const left = Math.floor(x)
  const top = Math.floor(y)
  return { x: left, y: top, width: Math.ceil(x + width) - left, height: Math.ceil(y + height) - top }
}

function windowOf(window: MacWindow): FrontWindow {
  const title = oneLine(window.title)
  const appName = oneLine(window.name ?? window.owner) || title || 'Window'
  const appClass = oneLine(window.bundle ?? window.owner)
  const { id, exe, pid } = window
  return { id, title, appClass, appName, exe, bounds: boundsOf(window), pid }
}

/**
 * macOS. Descry's windows are those of its process: the numbers of getNativeWindowHandle are pointers
 * there. Activation brings a program to the front, with the window that it had in front.
 */
export function createMacDesktop(native: MacNative, ownPid: number): Desktop {
  async function ask<T>(schema: z.ZodType<T>, script: string, args: readonly string[] = []): Promise<T | Failure> {
    try {
      const parsed = schema.safeParse(JSON.parse(await native.run(script, args)))
      return parsed.success ? parsed.data : failure('desktop-silent', 'an unexpected reply')
    } catch (error) {
      return failure('desktop-silent', error instanceof Error ? error.message.slice(0, 200) : '')
    }
  }
  const list = () => ask(listSchema, LIST_WINDOWS)
  const isNormal = ({ layer, alpha }: MacWindow): boolean => layer === NORMAL_LAYER && alpha > 0

  async function activeWindow(): Promise<Result<{ id: number | null }>> {
    const found = await list()
    if ('ok' in found) return found
    return { ok: true, id: found.windows.find((w) => w.pid === found.front && isNormal(w))?.id ?? null }
  }

  return {
    unit: 'points',
    async frontWindow() {
      const found = await list()
      if ('ok' in found) return found
      const front = found.windows.find((w) => w.pid !== ownPid && isNormal(w))
      if (!front) return failure('no-front-window')
      return { ok: true, window: windowOf(front) }
    },
    async find(id) {
      const found = await list()
      if ('ok' in found) return found
      const window = found.windows.find((w) => w.id === id)
      return window ? { ok: true, window: windowOf(window) } : failure('no-front-window', 'the window was closed, or is hidden')
    },
    async stacking() {
      const found = await list()
      if ('ok' in found) return found
      const seen = found.windows.filter(({ alpha, width, height }) => alpha > 0 && width > 0 && height > 0)
      const windows = seen.map((window) => {
        const bounds = boundsOf(window)
        // Whether a window is opaque is not told; only ordinary ones are taken to be.
        const covers = window.alpha === 1 && window.layer === NORMAL_LAYER ? [bounds] : []
        return { id: window.id, title: oneLine(window.title || window.owner), bounds, covers, own: window.pid === ownPid }
      })
      return { ok: true, windows }
    },
    async activate(id) {
      const found = await list()
      if ('ok' in found) return found
      const window = found.windows.find((w) => w.id === id)
      if (!window) return failure('no-front-window', 'the window was closed')
      const done = await ask(z.object({ active: z.boolean() }), ACTIVATE, [String(window.pid)])
      return 'ok' in done ? done : { ok: true, active: done.active }
    },
    activeWindow,
    watchActive: (changed) => watchByAsking(activeWindow, changed),
    // It takes a permission to see keys; VoiceOver is given whole answers, behind which nothing comes.
    watchControl: () => () => undefined,
    async screenReader() {
      return (await native.runs('VoiceOver')) ? 'voiceover' : null
    },
    someReader: async () => false,
    close: () => undefined,
  }
}
