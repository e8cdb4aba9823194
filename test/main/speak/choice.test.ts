import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEAD_FOR, routeOrder } from '../../../src/main/speak/choice'
import type { RouteId } from '../../../src/main/speak/route'
import { ROUTE_IDS } from '../../../src/shared/voice-routes'

test('what reaches the running reader comes first, then the voices of the system, then our own', () => {
  expect(routeOrder(ROUTE_IDS, undefined, new Map(), new Set(), 0)).toEqual([
    'orca',
    'at-spi',
    'nvda',
    'jaws',
    'voiceover',
    'narrator',
    'live-region',
    'speech-dispatcher',
    'speech-synthesis',
    'own-voice',
  ])
})

test('the user comes first, unless that route is dead, tried or not there', () => {
  const present: RouteId[] = ['orca', 'own-voice']
  const none = new Map<RouteId, number>()
  expect(routeOrder(present, 'own-voice', none, new Set(), 0)).toEqual(['own-voice', 'orca'])
  expect(routeOrder(present, 'speech-dispatcher', none, new Set(), 0)).toEqual(['orca', 'own-voice'])
  expect(routeOrder(present, 'own-voice', none, new Set(['own-voice']), 0)).toEqual(['orca'])
  expect(routeOrder(present, 'own-voice', new Map([['own-voice', 5]]), new Set(), 5 + DEAD_FOR - 1)).toEqual([
    'orca',
  ])
  expect(routeOrder(present, 'own-voice', new Map([['own-voice', 5]]), new Set(), 5 + DEAD_FOR)).toHaveLength(
    2,
  )
})

test('no route is ever listed twice, and none that is absent, dead or tried', () => {
  const ids = fc.uniqueArray(fc.constantFrom(...ROUTE_IDS))
  fc.assert(
    fc.property(
      ids,
      ids,
      ids,
      fc.option(fc.constantFrom(...ROUTE_IDS), { nil: undefined }),
      (present, dead, tried, wanted) => {
        const order = routeOrder(present, wanted, new Map(dead.map((id) => [id, 0])), new Set(tried), 1)
        const usable = present.filter((id) => !dead.includes(id) && !tried.includes(id))
        expect([...order].sort()).toEqual([...usable].sort())
      },
    ),
    { seed: 9 },
  )
})
