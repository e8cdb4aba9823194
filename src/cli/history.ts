import { failure, type Failure } from '../shared/codes'
import type { Messages } from '../shared/messages'
import type { Command } from './arguments'
import { EXIT, exitCode } from './exit-codes'
import type { CommandIo } from './io'
import { createReport, type Report } from './report'
import type { HistoryAction } from './verbs'
import type { CliHistory } from './services'

interface Asked {
  readonly memory: CliHistory
  /** Words, or an absolute path. */
  readonly of: string
  readonly messages: Messages
  readonly report: Report
}

async function list({ memory, of, messages, report }: Asked): Promise<Failure | undefined> {
  const { answers, more } = await memory.list(of)
  const when = new Intl.DateTimeFormat(messages.locale, { dateStyle: 'medium', timeStyle: 'short' })
  for (const [index, { about, takenAt, text }] of answers.entries()) {
    report.line(messages.say('history.cli.item', { number: index + 1, about, when: when.format(takenAt), text }))
  }
  if (answers.length === 0) report.line(messages.say(of === '' ? 'history.cli.none' : 'history.cli.nothing-found'))
  if (more) report.line(messages.say('history.cli.more'))
  report.result({ verb: 'history', answers: answers.map(({ id: _, ...answer }) => ({ ...answer, takenAt: new Date(answer.takenAt).toISOString() })), more })
  return undefined
}

const ACTIONS: Readonly<Record<HistoryAction, (asked: Asked) => Promise<Failure | undefined>>> = {
  list,
  search: list,
  async export({ memory, of, messages, report }) {
    const written = await memory.export(of)
    if (!written.ok) return written
    report.line(messages.say('history.exported', { count: written.count, path: of }))
    report.result({ verb: 'history', exported: written.count, path: of })
    return undefined
  },
  async forget({ memory, messages, report }) {
    const forgotten = memory.forget(null)
    if (!forgotten.ok) return forgotten
    report.line(messages.say('history.cli.forgotten'))
    report.result({ verb: 'history', forgotten: 'last' })
    return undefined
  },
  async clear({ memory, messages, report }) {
    const cleared = await memory.clear()
    if (!cleared.ok) return cleared
    report.line(messages.say('history.cleared'))
    report.result({ verb: 'history', forgotten: 'all' })
    return undefined
  },
}

/**
 * `descry history`: lists, searches, exports and forgets the answers that the running app remembers. Without it
 * `app-not-running`: kept answers are sealed with a key that the system's key store gives the app alone.
 */
export async function history({ history: { action, of }, json }: Command, io: CommandIo, messages: Messages): Promise<number> {
  const report = createReport(io, messages, json)
  const memory = io.services.app?.history
  const failed = memory ? await ACTIONS[action]({ memory, of, messages, report }) : failure('app-not-running')
  if (!failed) return EXIT.ok
  report.failure(failed)
  return exitCode(failed.code)
}
