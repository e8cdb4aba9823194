import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { lockModel } from '../../../src/main/models/model-lock'
import { temporaryFolder } from '../../support/temporary-folder'

const aLock = (): string => join(temporaryFolder(), 'tiny.lock')
const files = (lock: string): Promise<string[]> => readdir(dirname(lock))

async function take(lock: string): Promise<() => Promise<void>> {
  const taken = await lockModel(lock)
  if (!taken.ok) throw new Error(taken.code)
  return taken.release
}

/** The number of a process that is gone. */
async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  return child.pid!
}

const owned = (pid: number, start: string | null = null): string => JSON.stringify({ pid, start, token: 'theirs' })

describe('the lock of a model', () => {
  test('is one job’s at a time, and leaves nothing behind', async () => {
    const lock = aLock()
    const release = await take(lock)
    expect(await lockModel(lock)).toEqual({ ok: false, code: 'model-in-use' })
    await release()
    expect(await files(lock)).toEqual([])
    await (await take(lock))()
  })

  test('is had by exactly one of many that want it at once', async () => {
    const lock = aLock()
    const taken = await Promise.all(Array.from({ length: 20 }, () => lockModel(lock)))
    expect(taken.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await files(lock)).toEqual(['tiny.lock'])
  })

  test('is taken over from a process that is gone', async () => {
    const lock = aLock()
    await writeFile(lock, owned(await deadProcess()))
    await take(lock)
    expect(JSON.parse(await readFile(lock, 'utf8'))).toMatchObject({ pid: process.pid })
  })

  test('is not taken from a process that lives', async () => {
    const lock = aLock()
    await writeFile(lock, owned(process.ppid))
    expect(await lockModel(lock)).toEqual({ ok: false, code: 'model-in-use' })
    expect(await readFile(lock, 'utf8')).toBe(owned(process.ppid))
  })

  test('of an earlier process with our own number is taken over', async () => {
    const lock = aLock()
    await writeFile(lock, owned(process.pid))
    await take(lock)
  })

  test.skipIf(process.platform !== 'linux')(
    `of an earlier process whose number another one has now is taken over${process.platform === 'linux' ? '' : ' (needs /proc)'}`,
    async () => {
      const lock = aLock()
      await writeFile(lock, owned(process.ppid, '1'))
      await take(lock)
    },
  )

  test('that says nothing is somebody’s who is about to write it, for a minute', async () => {
    const lock = aLock()
    await writeFile(lock, '')
    expect(await lockModel(lock)).toEqual({ ok: false, code: 'model-in-use' })
    const longAgo = new Date(Date.now() - 120_000)
    await utimes(lock, longAgo, longAgo)
    await take(lock)
  })
})
