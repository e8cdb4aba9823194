import { expect, test } from 'vitest'
import { findUser, provideTestUser, TEST_USER } from '../../scripts/setup/test-user.mjs'

const PASSWD = ['root:x:0:0:root:/root:/bin/bash', 'descry-tester:x:7:7::/:/bin/sh', 'descry-test:x:998:997::/nonexistent:/usr/sbin/nologin']

test('the user is found by its whole name, or not at all', () => {
  expect(findUser(PASSWD.join('\n'))).toEqual({ uid: 998, gid: 997 })
  expect(findUser(PASSWD.slice(0, 2).join('\n'))).toBeNull()
  expect(findUser('')).toBeNull()
})

test.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)(
  'as root there is a user without rights, the same at each call (where the tests are root, on Linux)',
  async () => {
    const [first, second] = await Promise.all([provideTestUser(), provideTestUser()])
    expect(first).toEqual(second)
    expect(first).toMatchObject({ ok: true, become: true })
    expect(first.ok && first.uid).not.toBe(0)
    expect(TEST_USER).not.toBe('root')
  },
)

test.skipIf(process.getuid?.() === 0)('without root the tests run as they are (where they are not root)', async () => {
  expect(await provideTestUser()).toMatchObject({ ok: true, uid: process.getuid?.() ?? -1, become: false })
})
