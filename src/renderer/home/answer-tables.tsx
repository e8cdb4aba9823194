import type { AnswerView } from '../../shared/app-state'
import { walkedTables } from '../../shared/fields-table'
import { usePage } from '../page-context'
import { TableGrid } from './table-grid'

/** What the recogniser read is in one language, as far as its sentences tell. */
const languageOf = ({ sentences }: AnswerView): string | undefined => (sentences.find(({ source }) => source === 'recogniser') ?? sentences[0])?.lang

/** The tables of an answer and the fields of its form, to be walked by the cell; nothing where there are none. */
export function AnswerTables({ answer }: { readonly answer: AnswerView }) {
  const { say } = usePage()
  const tables = walkedTables(answer.tables, answer.fields, say('table.fields'))
  if (tables.length === 0) return null
  return (
    <section className="answer-tables" aria-labelledby="answer-tables">
      <h2 id="answer-tables">{say('table.view.heading')}</h2>
      {tables.map((table, index) => (
        <TableGrid key={`${answer.id}-${index}`} index={index} count={tables.length} table={table} lang={languageOf(answer)} />
      ))}
    </section>
  )
}
