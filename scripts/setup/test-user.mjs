import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { run } from './run.mjs'

/**
 * The user without rights as whom the end-to-end tests run browsers: Chromium refuses its sandbox to root,
 * and a test without the sandbox would not test what people run.
 */
export const TEST_USER = 'descry-test'

/**
 * The user's numbers, from the text of /etc/passwd; pure.
 *
 * @param {string} passwd
 * @param {string} [name]
 * @returns {{ uid: number, gid: number } | null}
 */
export function findUser(passwd, name = TEST_USER) {
  const fields = passwd
    .split('\n')
    .map((line) => line.split(':'))
    .find(([first]) => first === name)
  return fields ? { uid: Number(fields[2]), gid: Number(fields[3]) } : null
}

const lookUp = () => findUser(readFileSync('/etc/passwd', 'utf8'))

/**
 * As whom the tests run browsers: this user, or as root on Linux the test user, who is made if missing.
 *
 * @param {(sentence: string) => void} [say]
 * @returns {Promise<{ ok: true, uid: number, gid: number, become: boolean } | { ok: false, reason: string }>}
 *   `become`: whether programs must be started as another user than this one
 */
export async function provideTestUser(say = () => undefined) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    return { ok: true, uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1, become: false }
  }
  const setpriv = spawnSync('setpriv', ['--version'], { stdio: 'ignore' }).status === 0
  if (!setpriv) return { ok: false, reason: 'setpriv, which starts a program as another user, is missing' }
  if (!lookUp()) {
    say(`Making the user ${TEST_USER}, as whom the tests run a browser in its sandbox.`)
    const home = ['--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin']
    const env = { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` }
    await run('useradd', ['--system', '--user-group', ...home, TEST_USER], { env })
  }
  // Looked up again, whatever useradd said: another test may have been a moment faster.
  const found = lookUp()
  if (found) return { ok: true, ...found, become: true }
  return { ok: false, reason: `the user ${TEST_USER} could not be made` }
}
