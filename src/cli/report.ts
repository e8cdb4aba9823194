import type { Failure } from '../shared/codes'
import type { MessageValues, Messages } from '../shared/messages'
import type { CommandIo } from './io'
import { plainJson, plainText } from './plain-text'

/** The version of every JSON line that the command prints. */
const SCHEMA = 1

/** Writes a command's output: sentences or JSON to stdout, errors to stderr, nothing that moves a cursor. */
export interface Report {
  /** A line of the answer; nothing with `--json`. */
  line(text: string): void
  /** A row of a table, a tab between its cells; nothing with `--json`. */
  row(cells: readonly string[]): void
  /** A line beside the answer. */
  aside(text: string): void
  /** The result as one line of JSON; nothing without `--json`. */
  result(fields: object): void
  /** Says what went wrong, in the form that was asked for, and gives back the sentence. */
  failure(failed: Failure, values?: MessageValues, fields?: object): string
}

export function failureSentence(failed: Failure, messages: Messages, values: MessageValues = {}): string {
  return plainText(messages.say(`failure.${failed.code}`, { path: '', detail: '', ...values }))
}

export function createReport(io: CommandIo, messages: Messages, json: boolean): Report {
  return {
    line(text) {
      if (!json) io.stdout.write(`${plainText(text)}\n`)
    },
    row(cells) {
      if (!json) io.stdout.write(`${cells.map(plainText).join('\t')}\n`)
    },
    aside(text) {
      io.stderr.write(`${plainText(text)}\n`)
    },
    result(fields) {
      if (json) io.stdout.write(`${plainJson({ schema: SCHEMA, ok: true, ...fields })}\n`)
    },
    failure(failed, values, fields) {
      const message = failureSentence(failed, messages, values)
      const { ok, code, detail } = failed
      if (json) {
        const shown = { schema: SCHEMA, ok, code, message, ...(detail ? { detail } : {}), ...fields }
        io.stdout.write(`${plainJson(shown)}\n`)
      } else io.stderr.write(`${message}\n`)
      return message
    },
  }
}
