import { expect, test } from 'vitest'
import { anAppState } from '../../support/app/app-state'
import { trayWork } from '../../../src/main/app/tray-work'

const work = (received: number, total = 200) => ({
  ...anAppState().models,
  work: { kind: 'download' as const, id: 'smol', name: 'SmolVLM', progress: { id: 'smol', phase: 'downloading' as const, received, total } },
})

test('the panel tells of a download in steps of five per cent', () => {
  expect([0, 9, 10, 199, 200].map((received) => trayWork(work(received))?.percent)).toEqual([0, 0, 5, 95, 100])
  expect(trayWork(work(10))).toEqual({ name: 'SmolVLM', percent: 5 })
})

test('the panel tells nothing where there is nothing, or nobody knows how much', () => {
  expect(trayWork(anAppState().models)).toBeNull()
  expect(trayWork(work(0, 0))).toBeNull()
})
