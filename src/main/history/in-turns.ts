import { setImmediate as turn } from 'node:timers/promises'

/** Milliseconds that are worked without a break: what is pressed meanwhile waits no longer. */
const AT_ONCE = 8

/**
 * Goes through many items and lets everything else have its turn in between.
 * @param now milliseconds of a clock that never goes back
 */
export async function* inTurns<T>(items: Iterable<T>, now: () => number = () => performance.now()): AsyncGenerator<T, void, void> {
  let since = now()
  for (const item of items) {
    if (now() - since >= AT_ONCE) {
      await turn()
      since = now()
    }
    yield item
  }
}

/**
 * Works a part at a time, and lets everything else have its turn after each.
 * @param part what is to be done next; false when that was the last
 */
export async function untilDone(part: () => boolean): Promise<void> {
  while (part()) await turn()
}
