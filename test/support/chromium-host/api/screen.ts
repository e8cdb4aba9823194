import { host } from '../host'
import type { Monitor } from '../desktop/monitors'
import type { Bounds } from '../desktop/frame-options'
import { HostEmitter, offer } from './offer'

const MEMBERS = ['getAllDisplays', 'getPrimaryDisplay', 'getDisplayNearestPoint', 'getDisplayMatching', 'getCursorScreenPoint']

interface Point {
  readonly x: number
  readonly y: number
}
/** electron.Display, with what the X server knows. */
interface Display {
  readonly id: number
  readonly label: string
  readonly bounds: Bounds
  readonly size: { readonly width: number; readonly height: number }
  readonly workArea: Bounds
  readonly workAreaSize: { readonly width: number; readonly height: number }
  readonly scaleFactor: number
  readonly rotation: number
  readonly internal: boolean
}

/** The part of the monitor that panels leave; the window manager tells it for the whole desktop. */
function inside({ x, y, width, height }: Bounds, area: readonly number[]): Bounds {
  const [left = x, top = y, wide = width, high = height] = area
  const from = { x: Math.max(x, left), y: Math.max(y, top) }
  const to = { x: Math.min(x + width, left + wide), y: Math.min(y + height, top + high) }
  return { ...from, width: Math.max(0, to.x - from.x), height: Math.max(0, to.y - from.y) }
}

function display(monitor: Monitor, area: readonly number[]): Display {
  const bounds = { x: monitor.x, y: monitor.y, width: monitor.width, height: monitor.height }
  const workArea = inside(bounds, area)
  const size = ({ width, height }: Bounds): { width: number; height: number } => ({ width, height })
  const internal = /^(eDP|LVDS|DSI)/i.test(monitor.name)
  return { id: monitor.id, label: monitor.name, bounds, size: size(bounds), workArea, workAreaSize: size(workArea), scaleFactor: 1, rotation: 0, internal }
}

const distance = ({ x, y, width, height }: Bounds, point: Point): number =>
  Math.hypot(Math.max(x - point.x, 0, point.x - (x + width - 1)), Math.max(y - point.y, 0, point.y - (y + height - 1)))

function overlap(a: Bounds, b: Bounds): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}

/** electron.screen, asked of the X server each time. */
class Screen extends HostEmitter {
  private known: Display[] = []

  constructor() {
    super('screen', ['display-added', 'display-removed', 'display-metrics-changed'])
  }

  getAllDisplays(): Display[] {
    const { desktop } = host()
    const monitors = desktop.now('monitors')
    const area = desktop.now('workArea')
    // The primary one first, which getPrimaryDisplay takes.
    this.known = [...monitors].sort((a, b) => Number(b.primary) - Number(a.primary)).map((monitor) => display(monitor, area))
    return this.known
  }

  getPrimaryDisplay(): Display {
    const [first] = this.getAllDisplays()
    if (!first) throw new Error('the X server has no monitor')
    return first
  }

  getDisplayNearestPoint(point: Point): Display {
    return this.best((one) => -distance(one.bounds, point))
  }

  getDisplayMatching(rect: Bounds): Display {
    return this.best((one) => overlap(one.bounds, rect))
  }

  getCursorScreenPoint(): Point {
    return host().desktop.now('pointer')
  }

  /** The X server says that something changed; what, is seen from the difference. */
  changed(): void {
    const before = new Map(this.known.map((one) => [one.id, one]))
    const after = this.getAllDisplays()
    for (const one of after) {
      const old = before.get(one.id)
      before.delete(one.id)
      if (!old) this.emit('display-added', {}, one)
      else if (JSON.stringify(old) !== JSON.stringify(one)) this.emit('display-metrics-changed', {}, one, ['bounds', 'workArea'])
    }
    for (const one of before.values()) this.emit('display-removed', {}, one)
  }

  private best(weight: (one: Display) => number): Display {
    return this.getAllDisplays().reduce((best, one) => (weight(one) > weight(best) ? one : best), this.getPrimaryDisplay())
  }
}

const hostScreen = new Screen()
export const screen = offer('screen', hostScreen, MEMBERS)

export const primaryArea = (): Bounds => hostScreen.getPrimaryDisplay().workArea

export function watchScreen(): void {
  hostScreen.getAllDisplays()
  host().desktop.on('monitors', () => hostScreen.changed())
}
