import { expect, test } from 'vitest'
import { createProcessSearch } from '../../../src/main/processes/process-search'
import { ELSEWHERE, fakeProc, RUNTIME } from '../../support/fake-proc'

test('a process is found when it starts, and missed when it ends, however often it is looked for', async () => {
  const { folder, run, end } = fakeProc()
  run(1, 'init')
  const runs = createProcessSearch('orca', RUNTIME, folder)
  for (let i = 0; i < 5; i++) expect(await runs()).toBe(false)
  run(200, 'orca')
  expect([await runs(), await runs()]).toEqual([true, true])
  end(200)
  expect([await runs(), await runs()]).toEqual([false, false])
  run(201, 'orca')
  expect(await runs()).toBe(true)
})

test('of two, the one that stays is found when the other ends, however long it has been there', async () => {
  const { folder, run, end } = fakeProc()
  run(600, 'orca')
  const runs = createProcessSearch('orca', RUNTIME, folder)
  for (let i = 0; i < 5; i++) expect(await runs()).toBe(true)
  // A child that it has for a moment, before that becomes another program.
  run(601, 'orca')
  const both = createProcessSearch('orca', RUNTIME, folder)
  for (let i = 0; i < 5; i++) expect(await both()).toBe(true)
  end(601)
  expect([await runs(), await both()]).toEqual([true, true])
  end(600)
  expect([await runs(), await both()]).toEqual([false, false])
})

test('a process that is looked at before it has become its program is looked at again', async () => {
  const { folder, run } = fakeProc()
  run(300, 'sh')
  const runs = createProcessSearch('orca', RUNTIME, folder)
  expect([await runs(), await runs()]).toEqual([false, false])
  run(300, 'orca')
  expect(await runs()).toBe(true)
})

test('a name that only begins so does not count', async () => {
  const { folder, run } = fakeProc()
  run(17, 'orcania')
  expect(await createProcessSearch('orca', RUNTIME, folder)()).toBe(false)
})

test('one of another session does not count', async () => {
  const { folder, run } = fakeProc()
  run(400, 'orca', ELSEWHERE)
  expect(await createProcessSearch('orca', RUNTIME, folder)()).toBe(false)
})

test('one of another session does not count in its last moment, or its first, when nothing tells whose it is', async () => {
  const { folder, run } = fakeProc()
  run(700, 'orca', '')
  const runs = createProcessSearch('orca', RUNTIME, folder)
  expect(await runs()).toBe(false)
  run(700, 'orca', ELSEWHERE)
  expect(await runs()).toBe(false)
})

test('one that just becomes its program is found when it is, and one that has ended runs no more', async () => {
  const { folder, run } = fakeProc()
  run(701, 'orca', '')
  const runs = createProcessSearch('orca', RUNTIME, folder)
  expect(await runs()).toBe(false)
  run(701, 'orca')
  expect([await runs(), await runs()]).toEqual([true, true])
  run(701, 'orca', '')
  expect(await runs()).toBe(false)
})

test('a number that another program has by now does not count', async () => {
  const { folder, run, end } = fakeProc()
  run(500, 'orca')
  const runs = createProcessSearch('orca', RUNTIME, folder)
  expect(await runs()).toBe(true)
  end(500)
  run(500, 'bash')
  expect(await runs()).toBe(false)
})
