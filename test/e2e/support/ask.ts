import { LAYER } from './keys'
import type { World } from './world'

/** A page of this folder, by its name. */
export const pageFile = (name: string): string => new URL(`./pages/${name}.html`, import.meta.url).pathname

/**
 * Presses keys, one after the other, waits for the words that must come, and gives all that was spoken
 * from the first key to silence.
 */
export async function ask({ screen, speech }: World, keys: readonly string[], expected: string | RegExp): Promise<string> {
  await speech.forget()
  for (const key of keys) {
    await screen.press(key)
    if (key === LAYER) await screen.waitForFocus('Descry menu')
  }
  await speech.waitFor(expected)
  return (await speech.settled()).map(({ text }) => text).join(' ')
}

/** How often a text is in another one. */
export const times = (text: string, part: string): number => text.split(part).length - 1

/** Words that say nothing about what is to be seen. */
const EMPTY = new Set('a an and are at by for from in is it its of on or photo picture some that the there to two with'.split(' '))

/** What a description is about: its words without those that fit any picture. */
export const contentWords = (text: string): string[] =>
  (text.toLowerCase().match(/[a-z]+/g) ?? []).filter((word) => !EMPTY.has(word))
