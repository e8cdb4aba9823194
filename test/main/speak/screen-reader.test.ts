import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { screenReaderRuns } from '../../../src/main/speak/screen-reader'
import type { SessionBus } from '../../../src/main/speak/session-bus'
import { temporaryFolder } from '../../support/temporary-folder'

/** A bus on which nobody says anything of readers. */
const SILENT = { call: async () => ({ ok: false, reason: 'nobody' }) } as unknown as SessionBus

/** A process as /proc shows it. */
function orca(environ: string): string {
  const proc = temporaryFolder()
  mkdirSync(join(proc, '41'))
  writeFileSync(join(proc, '41', 'comm'), 'orca\n')
  writeFileSync(join(proc, '41', 'environ'), environ)
  return proc
}

test.each([
  ['of this session', 'HOME=/home/ada\0XDG_RUNTIME_DIR=/run/user/7\0', true],
  ['of no session that it tells', 'HOME=/home/ada\0', true],
  ['of another session of the same user', 'XDG_RUNTIME_DIR=/run/user/8\0', false],
  ['that has ended and is not yet asked how', '', false],
])('a process named orca %s', async (_which, environ, runs) => {
  expect(await screenReaderRuns(SILENT, { XDG_RUNTIME_DIR: '/run/user/7' }, orca(environ))).toBe(runs)
})
