import { expect, test } from 'vitest'
import { screenReaderRuns } from '../../../src/main/speak/screen-reader'
import type { SessionBus } from '../../../src/main/speak/session-bus'
import { ELSEWHERE, fakeProc, RUNTIME } from '../../support/fake-proc'

/** A bus on which nobody says anything of readers. */
const SILENT = { call: async () => ({ ok: false, reason: 'nobody' }) } as unknown as SessionBus

test.each([
  ['of this session', undefined, true],
  ['of no session that it tells', 'HOME=/home/ada\0', true],
  ['of another session of the same user', ELSEWHERE, false],
  ['that has ended and is not yet asked how', '', false],
])('a process named orca %s', async (_which, environ, runs) => {
  const { folder, run } = fakeProc()
  run(41, 'orca', environ)
  expect(await screenReaderRuns(SILENT, { XDG_RUNTIME_DIR: RUNTIME }, folder)).toBe(runs)
})
