import { failure } from '../../shared/codes'
import { walkedTables } from '../../shared/fields-table'
import type { Messages } from '../../shared/messages'
import type { CellStep } from '../../shared/table-grid'
import { moveSentences } from '../narrate/table/move-words'
import { walkTables, type TablePlace } from '../narrate/table/table-walk'
import type { Answering } from './answering'
import type { Answers } from './answers'

/** The tables of the answer that is shown, and its form's fields, walked by key. */
export interface Cells {
  move(to: CellStep): void
}

interface CellsParts {
  readonly answering: Pick<Answering, 'tell' | 'say' | 'turn' | 'worked'>
  readonly answers: Pick<Answers, 'current'>
  readonly messages: () => Messages
}

/** Answers whose place is remembered: as many as one walks back to. */
const REMEMBERED = 20

export function createCells({ answering, answers, messages }: CellsParts): Cells {
  /** By answer, the newest last. */
  const places = new Map<number, TablePlace>()

  function remember(id: number, place: TablePlace): void {
    places.delete(id)
    places.set(id, place)
    const [oldest] = places.keys()
    if (places.size > REMEMBERED && oldest !== undefined) places.delete(oldest)
  }

  function go(step: CellStep): void {
    const answer = answers.current()
    const refuse = (code: 'no-table' | 'no-last-answer' | 'no-such-cell'): void => {
      void answering.tell(`cell-${step}`, async () => failure(code))
    }
    if (!answer) return refuse('no-last-answer')
    const tables = walkedTables(answer.tables, answer.fields, messages().say('table.fields'))
    const from = places.get(answer.id) ?? null
    const move = walkTables(tables, from, step)
    if (move.to === 'nothing') return refuse('no-table')
    remember(answer.id, move.place)
    if (move.to === 'edge' && move.next === null) return refuse('no-such-cell')
    void answering.say(moveSentences(tables, move, from, step, messages()))
  }

  return {
    move(step) {
      const answer = answers.current()
      // Its tables come with its end: to say anything now would end it instead.
      if (!answer || answer.complete) return go(step)
      const { turn } = answering
      void answering.worked.then(() => {
        if (answering.turn === turn) go(step)
      })
    },
  }
}
