import { expect, test } from 'vitest'
import { AppStateStore } from '../../../src/main/app/state'
import { anAppState } from '../../support/app/app-state'

test('all changes of a moment are told once, with the last of each', async () => {
  const told: unknown[] = []
  const store = new AppStateStore(anAppState(), (state) => told.push(state))
  store.change({ reader: true })
  store.change({ voice: 'Orca' })
  expect(store.state).toMatchObject({ reader: true, voice: 'Orca' })
  expect(told).toEqual([])
  await Promise.resolve()
  expect(told).toEqual([{ ...anAppState(), reader: true, voice: 'Orca' }])
  store.change({ reader: false })
  await Promise.resolve()
  expect(told).toHaveLength(2)
})
