import type { Thing } from './phrases'

/**
 * The form of a thing's name that all who speak of it have said: of "a dog" and "two dogs" it is "a dog", of "two dogs"
 * and "three dogs" it is "dogs". Of equally good ones the commonest, and of those the first. Pure.
 *
 * @param things of one key
 * @param isOne somebody speaks of one who called it otherwise
 */
export function formOf(things: readonly Thing[], isOne: boolean): Thing {
  const [first] = things
  if (!first) throw new RangeError('a claim about nothing')
  const single = things.filter(({ isMany }) => !isMany)
  if (single.length > 0) return commonest(single)
  if (isOne) return { key: first.key, said: `${/^[aeiou]/.test(first.key) ? 'an' : 'a'} ${first.key}`, isMany: false, number: null }
  if (new Set(things.map(({ number }) => number)).size === 1) return commonest(things)
  const numberless = things.filter(({ number }) => number === null)
  return numberless.length > 0 ? commonest(numberless) : { ...first, said: first.said.replace(/^\S+ /, ''), number: null }
}

function commonest(things: readonly Thing[]): Thing {
  const counts = new Map<string, number>()
  for (const { said } of things) counts.set(said, (counts.get(said) ?? 0) + 1)
  return things.reduce((best, thing) => ((counts.get(thing.said) ?? 0) > (counts.get(best.said) ?? 0) ? thing : best))
}
