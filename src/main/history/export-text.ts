import type { AnswerView } from '../../shared/app-state'
import type { Messages } from '../../shared/messages'

type Exported = Omit<AnswerView, 'id' | 'picture' | 'complete'>

/** Answers as a text to be read, the oldest first: when and about what, what was said, what was read. Pure. */
export function exportedText(answers: readonly Exported[], messages: Messages): string {
  const when = new Intl.DateTimeFormat(messages.locale, { dateStyle: 'long', timeStyle: 'medium' })
  const parts = answers.map(({ about, takenAt, sentences, lines }) => {
    const heading = messages.say('history.export.heading', { about, when: when.format(takenAt) })
    const read = lines.length > 0 ? [messages.say('history.export.lines'), ...lines] : []
    return [heading, ...sentences.map(({ text }) => text), ...read].join('\n')
  })
  return `${parts.join('\n\n')}\n`
}

/** The same for programs. Pure. */
export function exportedJson(answers: readonly Exported[]): string {
  const plain = answers.map(({ command, about, takenAt, failed, sentences, lines, tables, fields }) => ({
    ...{ command, about, takenAt: new Date(takenAt).toISOString(), failed, sentences, lines, tables, fields },
  }))
  return `${JSON.stringify({ schema: 1, answers: plain }, null, 2)}\n`
}
