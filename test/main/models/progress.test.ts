import { expect, test } from 'vitest'
import { trackProgress } from '../../../src/main/models/progress'
import type { DownloadProgress } from '../../../src/shared/model-catalogue'
import { handClock } from '../../support/models/a-store'

test('progress is told five times a second at most, and each phase at once', () => {
  const clock = handClock()
  const seen: DownloadProgress[] = []
  const progress = trackProgress('tiny', clock, (report) => seen.push(report))
  progress.phase('downloading', 0, 1000)
  for (let received = 10; received <= 100; received += 10) {
    progress.set(received)
    clock.pass(50)
  }
  progress.phase('installing', 1000, 1000)
  expect(seen.map(({ phase, received }) => `${phase} ${received}`)).toEqual([
    'downloading 0',
    'downloading 50',
    'downloading 90',
    'installing 1000',
  ])
})
