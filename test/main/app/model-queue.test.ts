import { expect, test } from 'vitest'
import { ModelQueue, type ModelJob } from '../../../src/main/app/model-queue'
import { failure, type Result } from '../../../src/shared/codes'
import type { WorkOptions } from '../../../src/main/models/model-store'
import { turn } from '../../support/app/scripted-narrator'

function aQueue() {
  const told: string[] = []
  const queue = new ModelQueue({
    changed: (work, waiting) =>
      void told.push(`${work ? `${work.id} ${work.progress?.received ?? '-'}` : 'nothing'}; ${waiting.map(({ id }) => id).join()}`),
  })
  const begun: { id: string; options: WorkOptions; finish: (result?: Result<object>) => void; break: () => void }[] = []
  const job = (id: string, kind: ModelJob['kind'] = 'download'): ModelJob => ({
    kind,
    id,
    name: id,
    run(options) {
      const { promise, resolve, reject } = Promise.withResolvers<Result<object>>()
      options.signal?.addEventListener('abort', () => resolve(failure('cancelled')))
      begun.push({ id, options, finish: (result = { ok: true }) => resolve(result), break: () => reject(new Error('a bug')) })
      return promise
    },
  })
  return { queue, told, begun, job }
}

test('one model is worked on at a time, in order', async () => {
  const { queue, begun, job } = aQueue()
  const all = ['a', 'b', 'c'].map((id) => queue.add(job(id)))
  await turn()
  for (const [i, id] of ['a', 'b', 'c'].entries()) {
    expect(begun.map((one) => one.id)).toEqual(['a', 'b', 'c'].slice(0, i + 1))
    expect(begun[i]?.id).toBe(id)
    begun[i]?.finish()
    await all[i]
    await turn()
  }
  expect(queue.has('a')).toBe(false)
})

test('the same work asked for twice is one, and both hear of its progress and its end', async () => {
  const { queue, begun, job } = aQueue()
  const heard: number[] = []
  const first = queue.add(job('a'))
  const second = queue.add(job('a'), { onProgress: ({ received }) => heard.push(received) })
  await turn()
  expect(begun).toHaveLength(1)
  begun[0]?.options.onProgress?.({ id: 'a', phase: 'downloading', received: 7, total: 100 })
  begun[0]?.finish()
  expect(await Promise.all([first, second])).toEqual([{ ok: true }, { ok: true }])
  expect(heard).toEqual([7])
})

test('who joined work leaves it without ending it; who began it ends it', async () => {
  const { queue, begun, job } = aQueue()
  const [leaving, ending] = [new AbortController(), new AbortController()]
  const first = queue.add(job('a'), { signal: ending.signal })
  const second = queue.add(job('a'), { signal: leaving.signal })
  await turn()
  leaving.abort()
  expect(await second).toMatchObject({ code: 'cancelled' })
  expect(begun[0]?.options.signal?.aborted).toBe(false)
  ending.abort()
  expect(await first).toMatchObject({ code: 'cancelled' })
})

test('what waits is taken out without being begun', async () => {
  const { queue, begun, job } = aQueue()
  void queue.add(job('a'))
  const waiting = queue.add(job('b'))
  await turn()
  expect(queue.stop('b')).toBe(true)
  expect(await waiting).toMatchObject({ code: 'cancelled' })
  expect(queue.stop('b')).toBe(false)
  begun[0]?.finish()
  await turn()
  expect(begun).toHaveLength(1)
})

test('progress is told by whole per cents, and when the phase changes', async () => {
  const { queue, told, begun, job } = aQueue()
  void queue.add(job('a'))
  await turn()
  const before = told.length
  for (let received = 0; received < 5000; received++) begun[0]?.options.onProgress?.({ id: 'a', phase: 'downloading', received, total: 100_000 })
  expect(told.length - before).toBe(5)
})

test('at the end everything is cancelled, and it is waited for what is written', async () => {
  const { queue, begun, job } = aQueue()
  const all = [queue.add(job('a')), queue.add(job('b'))]
  await turn()
  await queue.close()
  for (const one of await Promise.all(all)) expect(one).toMatchObject({ code: 'cancelled' })
  expect(begun).toHaveLength(1)
})

test('a bug in one does not hold up the next, and is not hidden', async () => {
  const { queue, begun, job } = aQueue()
  const first = queue.add(job('a'))
  void queue.add(job('b'))
  await turn()
  begun[0]?.break()
  await expect(first).rejects.toThrow('a bug')
  await turn()
  expect(begun.map(({ id }) => id)).toEqual(['a', 'b'])
})
