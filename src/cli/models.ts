import { failure, type Failure, type Result } from '../shared/codes'
import type { Messages } from '../shared/messages'
import type { ModelEntry } from '../shared/model-entry'
import { percentOf, sizeValues } from '../shared/model-words'
import { startActivity } from './activity'
import type { Command } from './arguments'
import { EXIT, exitCode } from './exit-codes'
import type { CommandIo } from './io'
import { createReport, type Report } from './report'
import type { CliModels } from './services'
import type { ModelAction } from './verbs'
import type { WorkOptions } from '../main/models/model-store'
import { workProgress } from './work-progress'

interface Turn {
  readonly command: Command
  readonly messages: Messages
  readonly models: CliModels
  readonly work: WorkOptions
}

type Act = (turn: Turn, of: string) => Promise<Result<object>>

/** Everything but `list`: does it, and fails or not. */
const ACTS: Readonly<Record<Exclude<ModelAction, 'list'>, Act>> = {
  get: ({ command, models, work }, id) => models.download(id, command.acceptLicence, work),
  use: ({ models }, id) => models.use(id),
  check: ({ models, work }, id) => models.check(id, work),
  repair: ({ models, work }, id) => models.repair(id, work),
  remove: ({ models }, id) => models.remove(id),
  add: ({ models, work }, path) => models.add(path, work),
}

/** `descry models`: lists the models, fetches one, chooses it, checks, repairs, removes or adds one. */
export async function models(command: Command, io: CommandIo, messages: Messages): Promise<number> {
  const report = createReport(io, messages, command.json)
  const activity = startActivity(io, false)
  const { action, of } = command.models
  try {
    const models = await io.services.models()
    if (action === 'list') return await list(models, report, messages)
    const entry = (await models.list()).entries.find(({ id }) => id === of)
    const name = entry?.name ?? of
    const progress = workProgress(io, messages, name)
    const work = { signal: activity.signal, onProgress: (now: Parameters<typeof progress.hear>[0]) => progress.hear(now) }
    // Ctrl+C ends the work itself: what was fetched is whole when this process goes.
    const result = await ACTS[action]({ command, messages, models, work }, of)
    progress.end()
    const ended = activity.signal.aborted && !result.ok ? failure('cancelled') : result
    if (!ended.ok) return refuse(ended, { action, entry, report, messages })
    const { id = of } = ended as { id?: string }
    report.line(messages.say(`cli.models.done.${action}`, { name, id }))
    report.result({ verb: 'models', action, id })
    return EXIT.ok
  } finally {
    await activity.close()
  }
}

async function list(models: CliModels, report: Report, messages: Messages): Promise<number> {
  const { entries, inUse } = await models.list()
  for (const entry of entries) report.line(entrySentence(entry, entry.id === inUse, messages))
  report.result({ verb: 'models', action: 'list', inUse, models: entries.map((entry) => ({ ...entry, inUse: entry.id === inUse })) })
  return EXIT.ok
}

/** One model in one line for the ear: its id first, which the other actions take. */
function entrySentence(entry: ModelEntry, inUse: boolean, messages: Messages): string {
  const { id, name, state, size, received, goodAt, languages, licence } = entry
  const list = new Intl.ListFormat(messages.locale, { type: 'conjunction' })
  const named = new Intl.DisplayNames(messages.locale, { type: 'language' })
  const parts = [
    messages.say('cli.models.entry', { id, name, state: messages.say(`models.state.${state}`, { percent: percentOf(received, size) }) }),
    ...(inUse ? [messages.say('cli.models.entry.in-use')] : []),
    ...(size > 0 ? [messages.say('cli.models.entry.size', { size: messages.say('models.size', sizeValues(size)) })] : []),
    ...(goodAt.length > 0 ? [messages.say('cli.models.entry.good-at', { what: list.format(goodAt.map((what) => messages.say(`models.good-at.${what}`))) })] : []),
    ...(languages.length > 0 && languages.length < 6 ? [messages.say('cli.models.entry.languages', { languages: list.format(languages.map((code) => named.of(code) ?? code)) })] : []),
    ...(licence ? [messages.say('cli.models.entry.licence', { licence: licence.name, consent: entry.needsConsent ? 'yes' : 'no' })] : []),
  ]
  return parts.join(' ')
}

interface Refusal {
  readonly action: ModelAction
  readonly entry: ModelEntry | undefined
  readonly report: Report
  readonly messages: Messages
}

/** Says why it was not done, and how it goes on. */
function refuse(failed: Failure, { action, entry, report, messages }: Refusal): number {
  const licence = failed.code === 'consent-needed' ? entry?.licence : undefined
  report.failure(failed, {}, { action, ...(entry ? { id: entry.id } : {}), ...(licence ? { licence } : {}) })
  if (licence && entry) report.aside(messages.say('cli.models.consent', { licence: licence.name, url: licence.url ?? '', id: entry.id }))
  if (failed.code === 'cancelled' && action === 'get' && entry) report.aside(messages.say('cli.models.goes-on', { id: entry.id }))
  if (failed.code === 'model-damaged' && entry?.origin === 'catalogue') report.aside(messages.say('cli.models.mend', { id: entry.id }))
  return exitCode(failed.code)
}
