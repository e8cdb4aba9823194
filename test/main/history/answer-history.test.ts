import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createAnswerHistory } from '../../../src/main/history/answer-history'
import type { AnswerView } from '../../../src/shared/app-state'
import type { Picture } from '../../../src/shared/picture'

const answer = (about: string): Omit<AnswerView, 'id' | 'picture'> => ({
  command: 'describe-screen',
  about,
  takenAt: 0,
  sentences: [],
  lines: [],
  tables: [],
  fields: [],
  complete: false,
  failed: false,
})
const picture = (bytes: number): Picture => ({ kind: 'encoded', bytes: new Uint8Array(bytes) })
const about = (view: AnswerView | null) => view?.about

function historyOf(...names: string[]) {
  const history = createAnswerHistory({ answers: 3, pictureBytes: 100 })
  const ids = names.map((name) => history.add(answer(name)))
  return { history, ids }
}

describe('the answers that are remembered', () => {
  test('are none at first', () => {
    const history = createAnswerHistory()
    expect(history.current()).toBeNull()
    expect(history.newest()).toBeNull()
    expect(history.previous()).toBeNull()
    expect(history.next()).toBeNull()
    expect(history.toNewest()).toBeNull()
    expect(history.place()).toEqual({ count: 0, position: 0 })
    expect(history.forgetLast()).toBe(false)
    expect(history.picture(1)).toBeNull()
  })

  test('a new one is shown, whole', () => {
    const { history, ids } = historyOf('a', 'b')
    expect(history.current()).toEqual({ ...answer('b'), id: ids[1], picture: false })
    expect(history.place()).toEqual({ count: 2, position: 2 })
  })

  test('are walked back and forth, and the walk stays at either end', () => {
    const { history } = historyOf('a', 'b', 'c')
    expect(about(history.previous())).toBe('b')
    expect(about(history.previous())).toBe('a')
    expect(history.previous()).toBeNull()
    expect(about(history.current())).toBe('a')
    expect(history.place()).toEqual({ count: 3, position: 1 })
    expect(about(history.next())).toBe('b')
    expect(about(history.next())).toBe('c')
    expect(history.next()).toBeNull()
    expect(about(history.current())).toBe('c')
    history.previous()
    history.previous()
    expect(about(history.newest())).toBe('c')
    expect(about(history.current())).toBe('a')
    expect(about(history.toNewest())).toBe('c')
    expect(about(history.current())).toBe('c')
  })

  test('a new one is shown also when an older one was', () => {
    const { history } = historyOf('a', 'b')
    history.previous()
    history.add(answer('c'))
    expect(about(history.current())).toBe('c')
  })

  test('are the last ones: the oldest goes when there are too many', () => {
    const { history, ids } = historyOf('a', 'b', 'c', 'd')
    expect(history.place()).toEqual({ count: 3, position: 3 })
    history.previous()
    expect(about(history.previous())).toBe('b')
    expect(history.previous()).toBeNull()
    expect(ids.map((id) => about(history.get(id)))).toEqual([undefined, 'b', 'c', 'd'])
    expect(history.update(ids[0]!, { complete: true })).toBe(false)
  })

  test('grow while their sentences come, without being shown for it', () => {
    const { history, ids } = historyOf('a', 'b')
    history.previous()
    const sentences = [{ text: 'A dog.', lang: 'en', source: 'model' as const }]
    expect(history.update(ids[1]!, { sentences, complete: true })).toBe(true)
    expect(about(history.current())).toBe('a')
    expect(history.newest()).toMatchObject({ about: 'b', sentences, complete: true, failed: false })
  })

  test('what was handed out does not change when the answer grows', () => {
    const { history, ids } = historyOf('a')
    const before = history.current()
    history.update(ids[0]!, { complete: true })
    expect(before?.complete).toBe(false)
    expect(history.current()?.complete).toBe(true)
  })

  test('the last can be forgotten, with its picture, and the one before is shown', () => {
    const { history } = historyOf('a')
    const id = history.add(answer('b'), picture(10))
    history.previous()
    expect(history.forgetLast()).toBe(true)
    expect(about(history.current())).toBe('a')
    expect(history.picture(id)).toBeNull()
    expect(history.update(id, { complete: true })).toBe(false)
    expect(history.keepPicture(id, picture(10))).toBe(false)
  })

  test('all can be forgotten, and no id comes back', () => {
    const { history, ids } = historyOf('a', 'b')
    history.clear()
    expect(history.place()).toEqual({ count: 0, position: 0 })
    expect(history.current()).toBeNull()
    expect(ids).not.toContain(history.add(answer('c')))
  })
})

describe('the pictures of the answers', () => {
  test('are there with the answer, or come later', () => {
    const history = createAnswerHistory()
    const first = history.add(answer('a'), picture(10))
    const second = history.add(answer('b'))
    expect(history.picture(first)?.bytes.byteLength).toBe(10)
    expect(history.picture(second)).toBeNull()
    expect(history.current()?.picture).toBe(false)
    expect(history.keepPicture(second, picture(20))).toBe(true)
    expect(history.current()?.picture).toBe(true)
    expect(history.picture(second)?.bytes.byteLength).toBe(20)
  })

  test('are the last few by their bytes: older ones go, their answers stay', () => {
    const { history } = historyOf()
    const ids = [60, 60, 30].map((bytes, i) => history.add(answer(String(i)), picture(bytes)))
    expect(ids.map((id) => history.picture(id) !== null)).toEqual([false, true, true])
    expect(history.place().count).toBe(3)
    history.previous()
    expect(history.previous()?.picture).toBe(false)
  })

  test('an older one goes also when a picture comes late', () => {
    const { history, ids } = historyOf('a', 'b')
    history.keepPicture(ids[0]!, picture(60))
    history.keepPicture(ids[1]!, picture(60))
    expect(ids.map((id) => history.picture(id) !== null)).toEqual([false, true])
  })

  test('that of the newest answer is kept whatever its size', () => {
    const { history } = historyOf()
    const old = history.add(answer('a'), picture(10))
    const huge = history.add(answer('b'), picture(1000))
    expect(history.picture(old)).toBeNull()
    expect(history.picture(huge)?.bytes.byteLength).toBe(1000)
  })
})

test('whatever is done in whatever order, limits hold and the shown one is one of those that are there', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('add' as const), bytes: fc.nat(150) }),
    fc.record({ do: fc.constantFrom('previous', 'next', 'toNewest', 'forgetLast') }),
    fc.record({ do: fc.constant('late' as const), back: fc.nat(3), bytes: fc.nat(150) }),
    fc.constant({ do: 'clear' as const }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const history = createAnswerHistory({ answers: 3, pictureBytes: 100 })
      const ids: number[] = []
      for (const now of steps) {
        if ('back' in now) history.keepPicture(ids.at(-1 - now.back) ?? 0, picture(now.bytes))
        else if ('bytes' in now) ids.push(history.add(answer(''), picture(now.bytes)))
        else history[now.do as 'previous']()

        const { count, position } = history.place()
        expect(count).toBeLessThanOrEqual(3)
        expect(position).toBeGreaterThanOrEqual(Math.min(count, 1))
        expect(position).toBeLessThanOrEqual(count)
        expect(history.current() === null).toBe(count === 0)
        const newest = history.newest()?.id
        const older = ids.filter((id) => id !== newest).map((id) => history.picture(id)?.bytes.byteLength ?? 0)
        const sum = older.reduce((all, bytes) => all + bytes, 0)
        expect(sum).toBeLessThanOrEqual(100)
      }
    }),
    { seed: 4, numRuns: 300 },
  )
})
