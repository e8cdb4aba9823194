import { setTimeout as pause } from 'node:timers/promises'

/** Milliseconds between two looks. */
const STEP = 40

/** Milliseconds that a wait may last: a machine that does much else is slow, not wrong. */
export const PATIENCE = 30_000

/**
 * Looks again and again until `probe` gives something, and gives that.
 *
 * @param what is waited for, for the error
 * @param more says what there was instead, for the error
 */
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  { timeout = PATIENCE, more }: { timeout?: number; more?: () => Promise<string> | string } = {},
): Promise<T> {
  const end = Date.now() + timeout
  for (;;) {
    const found = await probe()
    if (found !== undefined && found !== null && found !== false) return found
    if (Date.now() > end) {
      const rest = more ? `\n${await more()}` : ''
      throw new Error(`waited ${timeout / 1000} seconds for ${what}${rest}`)
    }
    await pause(STEP)
  }
}
