import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createProcessSearch } from '../../../src/main/desktop/running-reader'

function proc() {
  const folder = mkdtempSync(join(tmpdir(), 'descry-proc-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return {
    folder,
    run(pid: number, name: string, runtime = '/run/user/7'): void {
      mkdirSync(join(folder, String(pid)), { recursive: true })
      writeFileSync(join(folder, String(pid), 'comm'), `${name}\n`)
      writeFileSync(join(folder, String(pid), 'environ'), `A=b\0XDG_RUNTIME_DIR=${runtime}\0`)
    },
    /** As /proc shows a process that has ended and is not yet asked how, or one that just becomes its program. */
    empty: (pid: number): void => writeFileSync(join(folder, String(pid), 'environ'), ''),
    end: (pid: number): void => rmSync(join(folder, String(pid)), { recursive: true }),
  }
}

test('a process is found when it starts, and missed when it ends, however often it is looked for', async () => {
  const { folder, run, end } = proc()
  run(1, 'init')
  const runs = createProcessSearch('orca', '/run/user/7', folder)
  for (let i = 0; i < 5; i++) expect(await runs()).toBe(false)
  run(200, 'orca')
  expect([await runs(), await runs()]).toEqual([true, true])
  end(200)
  expect([await runs(), await runs()]).toEqual([false, false])
  run(201, 'orca')
  expect(await runs()).toBe(true)
})

test('of two, the one that stays is found when the other ends, however long it has been there', async () => {
  const { folder, run, end } = proc()
  run(600, 'orca')
  const runs = createProcessSearch('orca', '/run/user/7', folder)
  for (let i = 0; i < 5; i++) expect(await runs()).toBe(true)
  // A child that it has for a moment, before that becomes another program.
  run(601, 'orca')
  const both = createProcessSearch('orca', '/run/user/7', folder)
  for (let i = 0; i < 5; i++) expect(await both()).toBe(true)
  end(601)
  expect([await runs(), await both()]).toEqual([true, true])
  end(600)
  expect([await runs(), await both()]).toEqual([false, false])
})

test('a process that is looked at before it has become its program is looked at again', async () => {
  const { folder, run } = proc()
  run(300, 'sh')
  const runs = createProcessSearch('orca', '/run/user/7', folder)
  expect([await runs(), await runs()]).toEqual([false, false])
  run(300, 'orca')
  expect(await runs()).toBe(true)
})

test('a name that only begins so does not count', async () => {
  const { folder, run } = proc()
  run(17, 'orcania')
  expect(await createProcessSearch('orca', '/run/user/7', folder)()).toBe(false)
})

test('one of another session does not count', async () => {
  const { folder, run } = proc()
  run(400, 'orca', '/run/user/8')
  expect(await createProcessSearch('orca', '/run/user/7', folder)()).toBe(false)
})

test('one of another session does not count in its last moment, or its first, when nothing tells whose it is', async () => {
  const { folder, run, empty } = proc()
  run(700, 'orca', '/run/user/8')
  empty(700)
  const runs = createProcessSearch('orca', '/run/user/7', folder)
  expect(await runs()).toBe(false)
  run(700, 'orca', '/run/user/8')
  expect(await runs()).toBe(false)
})

test('one that just becomes its program is found when it is, and one that has ended runs no more', async () => {
  const { folder, run, empty } = proc()
  run(701, 'orca')
  empty(701)
  const runs = createProcessSearch('orca', '/run/user/7', folder)
  expect(await runs()).toBe(false)
  run(701, 'orca')
  expect([await runs(), await runs()]).toEqual([true, true])
  empty(701)
  expect(await runs()).toBe(false)
})

test('a number that another program has by now does not count', async () => {
  const { folder, run, end } = proc()
  run(500, 'orca')
  const runs = createProcessSearch('orca', '/run/user/7', folder)
  expect(await runs()).toBe(true)
  end(500)
  run(500, 'bash')
  expect(await runs()).toBe(false)
})
