import type { Region } from './florence2-regions'
import type { AnswerKind } from './florence2-tasks'

/** Names of the ninths of a picture, row by row; the model's language is English. */
const NINTHS = [
  'top left', 'at the top', 'top right',
  'on the left', 'in the middle', 'on the right',
  'bottom left', 'at the bottom', 'bottom right',
] as const

/** What regions say to somebody who hears them: lines of text, or things and where they are. */
export function wordsOf(
  regions: readonly Region[],
  kind: AnswerKind,
  size: { readonly width: number; readonly height: number },
): string {
  if (kind === 'ocr') return regions.map((region) => region.label).join('\n')
  const places = new Map<string, string[]>()
  for (const region of regions) {
    const label = region.label === '' ? 'something' : region.label
    const known = places.get(label) ?? []
    known.push(ninthOf(region.points, size))
    places.set(label, known)
  }
  return [...places].map(([label, where]) => `${capital(label)}: ${listed(where)}.`).join(' ')
}

/** The ninth that the middle of the bounds lies in. */
function ninthOf(points: readonly number[], size: { readonly width: number; readonly height: number }): string {
  const third = (axis: 0 | 1, side: number): number => {
    const along = points.filter((_, i) => i % 2 === axis)
    const middle = (Math.min(...along) + Math.max(...along)) / 2
    return Math.min(2, Math.max(0, Math.floor((middle / side) * 3)))
  }
  return NINTHS[third(1, size.height) * 3 + third(0, size.width)] ?? NINTHS[4]
}

/** Counts in words, as the model itself would say them; digits are the recogniser's. */
const COUNTS = ['', '', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

/** Places in their order, equal ones counted. */
function listed(places: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const place of places) counts.set(place, (counts.get(place) ?? 0) + 1)
  const named = [...counts].map(([place, count]) => (count === 1 ? place : `${COUNTS[count] ?? 'many'} ${place}`))
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
