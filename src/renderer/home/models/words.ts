import type { ModelView } from '../../../shared/ipc-schema'
import type { Messages } from '../../../shared/messages'
import { percentOf, sizeValues } from '../../../shared/model-words'

type Say = Messages['say']

export const sizeText = (bytes: number, say: Say): string => say('models.size', sizeValues(bytes))

/** More languages than these are counted, not listed: nobody listens to forty. */
const MOST_LISTED = 8

/** Languages as they are called in the window's own; empty where nobody knows them. */
export function languagesText(languages: ModelView['languages'], locale: string, say: Say): string {
  const names = new Intl.DisplayNames(locale, { type: 'language' })
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })
  const known = languages.map((code) => names.of(code) ?? code)
  const listed = list.format(known.slice(0, MOST_LISTED))
  return known.length > MOST_LISTED ? say('window.models.languages.many', { count: known.length, some: listed }) : listed
}

/** What it is good at, in one line; empty where nobody knows. */
export function goodAtText(goodAt: ModelView['goodAt'], locale: string, say: Say): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(goodAt.map((what) => say(`models.good-at.${what}`)))
}

/** Whether it is here, and in use. */
export function stateText({ state, size, received, inUse }: ModelView, say: Say): string {
  const there = say(`models.state.${state}`, { percent: percentOf(received, size) })
  return inUse ? say('window.models.state.used', { state: there }) : there
}
