import { describe, expect, test } from 'vitest'
import { createCells } from '../../../src/main/app/cells'
import type { AnswerView } from '../../../src/shared/app-state'
import { createMessages } from '../../../src/shared/messages'
import type { Table } from '../../../src/shared/table'
import { ANSWER } from '../../support/renderer/states'
import { tableOf } from '../../support/tables'

const PRICES = tableOf(['Name|Price', 'Ada|3']).table
const NOTES = tableOf(['Day|Note', 'Monday|rain']).table

/** Keys that walk, and all that is said. */
function world(first: AnswerView | null) {
  const said: string[] = []
  const shown = { answer: first }
  const work = Promise.withResolvers<undefined>()
  const answering = {
    turn: 0,
    worked: work.promise,
    say: async (sentences: readonly { text: string }[]) => void said.push(sentences.map(({ text }) => text).join(' ')),
    tell: async (_asked: unknown, find: (signal: AbortSignal) => Promise<object>) => {
      const found = await find(new AbortController().signal)
      said.push('code' in found ? String(found.code) : '')
      return found as never
    },
  }
  const cells = createCells({ answering, answers: { current: () => shown.answer }, messages: () => createMessages('en') })
  return { cells, said, shown, answering, work }
}
const answerWith = (id: number, ...tables: Table[]): AnswerView => ({ ...ANSWER, id, tables })

describe('the keys that walk cells', () => {
  test('say the cells of the answer that is shown', () => {
    const { cells, said } = world(answerWith(1, PRICES))
    for (const step of ['right', 'right', 'down'] as const) cells.move(step)
    expect(said).toEqual(['Table, 2 columns, 2 rows. Name. Row 1, column 1.', 'Price. Row 1, column 2.', '3. Row 2, column 2.'])
  })

  test('go on in each answer where they were', () => {
    const { cells, said, shown } = world(answerWith(1, PRICES))
    cells.move('down')
    cells.move('down')
    shown.answer = answerWith(2, NOTES)
    cells.move('down')
    shown.answer = answerWith(1, PRICES)
    cells.move('right')
    expect(said.slice(2)).toEqual(['Table, 2 columns, 2 rows. Day. Row 1, column 1.', '3. Price. Row 2, column 2.'])
  })

  test.each([
    ['no table in it', answerWith(1), 'no-table'],
    ['no answer', null, 'no-last-answer'],
  ])('are refused where there is %s', async (_name, answer, code) => {
    const { cells, said } = world(answer)
    cells.move('left')
    await Promise.resolve()
    expect(said).toEqual([code])
  })

  test('are refused at the edge, and say which key leads on where another table follows', async () => {
    const { cells, said } = world(answerWith(1, PRICES, NOTES))
    for (const step of ['left', 'left', 'down', 'down', 'down'] as const) cells.move(step)
    await Promise.resolve()
    expect(said).toContain('no-such-cell')
    expect(said).toContain('The table ends here. Press the key again for table 2 of 2.')
    expect(said).toContain('Table 2 of 2, 2 columns, 2 rows. Day. Row 1, column 1.')
  })

  test('wait for an answer that is on its way, and are dropped where something else was asked meanwhile', async () => {
    const { cells, said, shown, work } = world({ ...ANSWER, id: 3, complete: false })
    cells.move('right')
    expect(said).toEqual([])
    shown.answer = answerWith(3, PRICES)
    work.resolve(undefined)
    await work.promise
    expect(said).toEqual(['Table, 2 columns, 2 rows. Name. Row 1, column 1.'])

    const late = world({ ...ANSWER, id: 4, complete: false })
    late.cells.move('right')
    late.answering.turn++
    late.shown.answer = answerWith(4, PRICES)
    late.work.resolve(undefined)
    await late.work.promise
    expect(late.said).toEqual([])
  })
})
