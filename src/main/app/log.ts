import { join } from 'node:path'
import electronLog from 'electron-log/node'
import { FAILURE_CODES, type FailureCode } from '../../shared/codes'
import { COMMAND_IDS, type CommandId } from '../../shared/commands'
import { EVENT_NAMES, INVOKE_NAMES, WINDOWS, type EventName, type InvokeName, type WindowName } from '../../shared/ipc-schema'
import { STAGE_PORT } from '../../shared/stage-protocol'
import { faultPlaces } from './fault-places'
import { IPC_REFUSALS, type IpcRefusal } from './security/ipc'

const LOG_EVENTS = [
  'started',
  'ready',
  'quit',
  'second-start',
  'settings-read',
  'settings-kept-aside',
  'settings-left',
  'engine-started',
  'engine-ended',
  'window-gone',
  'child-gone',
  'command',
  'answered',
  'failed',
  'ipc-refused',
  'permission-denied',
  'navigation-refused',
  'request-refused',
  'fault',
] as const
export type LogEvent = (typeof LOG_EVENTS)[number]

const NUMBERS = ['count', 'ms', 'exit', 'bytes', 'version', 'restarts', 'sentences', 'lines'] as const
type LogNumbers = Partial<Record<(typeof NUMBERS)[number], number>>

/** Names that are in the source: no text of a user, a model or a picture can be one of them. */
type LogWord = FailureCode | CommandId | WindowName | InvokeName | EventName | IpcRefusal | typeof STAGE_PORT

const EVENTS_KNOWN: ReadonlySet<unknown> = new Set(LOG_EVENTS)
const WORDS_KNOWN: ReadonlySet<unknown> = new Set([
  ...[...FAILURE_CODES, ...COMMAND_IDS, ...WINDOWS, ...INVOKE_NAMES, ...EVENT_NAMES, ...IPC_REFUSALS, STAGE_PORT],
])

/** Half a megabyte, and the same again of the file before. */
const MAX_BYTES = 512 * 1024

/**
 * What happened, for a report of a fault. SECURITY: no text gets in but words of closed lists and numbers
 * under names of a closed list; that is so in the types, and once more when it runs.
 */
export interface Log {
  /** @param words what it is about, such as a command and the code of its failure */
  event(name: LogEvent, words?: readonly LogWord[], numbers?: LogNumbers): void
  /** A bug: its kind and the places in our own files, without what it said. */
  fault(error: unknown): void
}

/** One line of the log; what is not of the closed lists is left out. Pure. */
export function logLine(name: LogEvent, words: readonly LogWord[] = [], numbers: LogNumbers = {}): string {
  const counts = NUMBERS.flatMap((key) => {
    const value: unknown = numbers[key]
    return typeof value === 'number' && Number.isFinite(value) ? [`${key}=${value}`] : []
  })
  return [EVENTS_KNOWN.has(name) ? name : 'unknown', ...words.filter((word) => WORDS_KNOWN.has(word)), ...counts].join(' ')
}

/** @param folder is made when the first line is written; files `descry.log` and `descry.old.log` in it */
export function openLog(folder: string): Log {
  const logger = electronLog.create({ logId: 'descry' })
  // Outside of Electron, and with this entry in it, some transports are missing.
  const { file, ...others }: typeof logger.transports = logger.transports
  file.resolvePathFn = () => join(folder, 'descry.log')
  file.maxSize = MAX_BYTES
  file.format = '{iso} {text}'
  file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' }
  file.level = 'info'
  // SECURITY: a file of this user's and nowhere else.
  for (const other of Object.values(others)) if (other) other.level = false

  return {
    event: (name, words, numbers) => logger.info(logLine(name, words, numbers)),
    fault: (error) => logger.info(['fault', ...faultPlaces(error)].join(' ')),
  }
}
