/** A key that a person presses shortly is down for 60 ms and more; milliseconds between two looks. */
const INTERVAL = 25

/**
 * Tells when a key goes down that was up, by asking again and again until the returned function is called. A key
 * that is down at first, of a chord that began what is watched, counts from its next press.
 *
 * @param isDown undefined where it cannot be told at the moment
 */
export function watchPresses(isDown: () => Promise<boolean | undefined>, pressed: () => void, interval = INTERVAL): () => void {
  let wasDown = true
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  const look = async (): Promise<void> => {
    const down = await isDown()
    if (stopped) return
    timer = setTimeout(() => void look(), interval)
    timer.unref()
    if (down === undefined) return
    const isNew = down && !wasDown
    wasDown = down
    if (isNew) pressed()
  }
  void look()
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}
