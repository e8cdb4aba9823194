import type { AnswerView } from '../../shared/app-state'
import type { Messages } from '../../shared/messages'

type Exported = Omit<AnswerView, 'id' | 'picture' | 'complete'>

/** Answers as a text to be read, the oldest first: when and about what, what was said, what was read. A part an answer. */
export async function* exportedText(answers: AsyncIterable<Exported>, messages: Messages): AsyncGenerator<string> {
  const when = new Intl.DateTimeFormat(messages.locale, { dateStyle: 'long', timeStyle: 'medium' })
  let between = ''
  for await (const { about, takenAt, sentences, lines } of answers) {
    const heading = messages.say('history.export.heading', { about, when: when.format(takenAt) })
    const read = lines.length > 0 ? [messages.say('history.export.lines'), ...lines] : []
    yield `${between}${[heading, ...sentences.map(({ text }) => text), ...read].join('\n')}\n`
    between = '\n'
  }
}

/** The same for programs: one JSON text. */
export async function* exportedJson(answers: AsyncIterable<Exported>): AsyncGenerator<string> {
  let between = '{\n  "schema": 1,\n  "answers": [\n'
  for await (const { command, about, takenAt, failed, sentences, lines, tables, fields } of answers) {
    const plain = { command, about, takenAt: new Date(takenAt).toISOString(), failed, sentences, lines, tables, fields }
    yield `${between}    ${JSON.stringify(plain, null, 2).replaceAll('\n', '\n    ')}`
    between = ',\n'
  }
  yield '\n  ]\n}\n'
}
