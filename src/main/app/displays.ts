import type { Display } from 'electron'
import type { DisplayView } from '../../shared/app-state'
import type { MessageKey, Messages } from '../../shared/messages'
import type { Rect } from '../../shared/rect'

/** Displays as they are counted: from the left, those at one edge from the top. Pure. */
export function inOrder<D extends { readonly bounds: Rect }>(displays: readonly D[]): D[] {
  return [...displays].sort((a, b) => a.bounds.x - b.bounds.x || a.bounds.y - b.bounds.y)
}

/** The displays as the settings name them: by number and place. Pure. */
export function displayViews(displays: readonly Pick<Display, 'id' | 'bounds'>[], primary: number, messages: Messages): DisplayView[] {
  const bounds = displays.map((display) => display.bounds)
  return inOrder(displays).map((display, i) => {
    const places = placesOf(display.bounds, bounds).map((key) => messages.say(key))
    const main = displays.length > 1 && display.id === primary ? [messages.say('app.display.main')] : []
    return { number: i + 1, name: [messages.say('app.display.name', { number: i + 1 }), ...places, ...main].join(', ') }
  })
}

/** Where a display stands among all: to the left, above, in the middle. */
function placesOf(one: Rect, all: readonly Rect[]): MessageKey[] {
  const across = place(all.some((r) => r.x + r.width <= one.x), all.some((r) => r.x >= one.x + one.width))
  const down = place(all.some((r) => r.y + r.height <= one.y), all.some((r) => r.y >= one.y + one.height))
  const words: (MessageKey | undefined)[] = [
    across && ({ first: 'app.display.left', middle: 'app.display.middle', last: 'app.display.right' } as const)[across],
    down && ({ first: 'app.display.above', middle: 'app.display.between', last: 'app.display.below' } as const)[down],
  ]
  return words.filter((key) => key !== undefined)
}

/** Undefined where no other display is beside it in that direction. */
function place(isOneBefore: boolean, isOneBehind: boolean): 'first' | 'middle' | 'last' | undefined {
  if (isOneBefore && isOneBehind) return 'middle'
  if (isOneBefore) return 'last'
  return isOneBehind ? 'first' : undefined
}
