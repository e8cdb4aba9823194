import { readFile, writeFile } from 'node:fs/promises'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DesktopSession } from './session'
import { until } from './until'

/** One thing that Speech Dispatcher's module was told, in the order of its coming. */
interface SpeechEvent {
  /** Milliseconds since the epoch. */
  readonly t: number
  readonly event: 'begin' | 'end' | 'cancel'
  /** One number a message. */
  readonly id: number
  readonly text: string
  readonly language: string
  /** -100 to 100, as pitch and volume are. */
  readonly rate: number
  readonly pitch: number
  readonly volume: number
  /** A voice by its name; "NULL" where none was chosen. */
  readonly voice: string
}

/** A message, and how it ended: undefined while it is being spoken. */
interface SpokenMessage extends Omit<SpeechEvent, 'event' | 'id'> {
  readonly end: 'spoken' | 'cancelled' | undefined
}

/** What a real Speech Dispatcher was asked to speak. */
export interface SpeechRecord {
  /** All messages since the last `forget`. */
  spoken(): Promise<readonly SpokenMessage[]>
  /** Their words as one text. */
  text(): Promise<string>
  /** Waits until one message, or all of them as one text, is as wanted. Resolves with all messages. */
  waitFor(what: string | RegExp, options?: Parameters<typeof until>[2]): Promise<readonly SpokenMessage[]>
  /** Waits until nothing is being spoken and `quiet` milliseconds have passed without a new message. */
  settled(quiet?: number): Promise<readonly SpokenMessage[]>
  /** Milliseconds that a word takes from the next message on; 0 at first. */
  setPace(milliseconds: number): void
  /** What was spoken until now does not count from here on. */
  forget(): Promise<void>
}

const CONFIG = `LogLevel 3
AudioOutputMethod "pulse"
DefaultLanguage "en"
DefaultRate 0
`

/** Starts a real Speech Dispatcher whose only module keeps a record. */
export async function startRecordedSpeech(session: DesktopSession): Promise<SpeechRecord> {
  // Where a server that a client starts by itself would look, too: there must be none with a sounding module.
  const place = ['home', '.config', 'speech-dispatcher']
  const config = session.makeFolder(...place)
  session.makeFolder(...place, 'modules')
  session.makeFolder(...place, 'clients')
  const logs = session.makeFolder('speechd-logs')
  const record = join(session.folder, 'spoken.jsonl')
  const pace = join(session.folder, 'pace')
  const module = join(config, 'recorder')
  const program = session.path('test/support/desktop-session/programs/recording-module.mjs')
  await writeFile(record, '')
  session.give(record)
  await writeFile(pace, '0')
  await writeFile(module, `#!/bin/sh\nexec "${session.node}" "${program}" "${record}" "${pace}"\n`, { mode: 0o755 })
  await writeFile(join(config, 'modules', 'recorder.conf'), '')
  const modules = `AddModule "recorder" "${module}" "recorder.conf"\nDefaultModule recorder\n`
  await writeFile(join(config, 'speechd.conf'), CONFIG + modules)
  const folder = join(session.runtime, 'speech-dispatcher')
  // Where every client looks for it; made by the server itself only when a client starts it.
  await session.output('mkdir', ['-m', '700', folder])
  const socket = join(folder, 'speechd.sock')
  const files = ['-C', config, '-S', socket, '-L', logs, '-P', join(folder, 'speechd.pid')]
  const child = session.start('speech-dispatcher', ['-s', '-t', '0', ...files])
  const offers = async (): Promise<boolean> =>
    (await session.run('spd-say', ['-O'])).stdout.includes('recorder')
  // A client that comes before the server listens starts another one.
  const ready = (): false | Promise<boolean> => child.exitCode === null && existsSync(socket) && offers()
  await until('Speech Dispatcher to offer its module', ready, {
    more: () => readFile(join(logs, 'speech-dispatcher.log'), 'utf8').catch(() => 'it kept no log'),
  })
  return readRecord(record, pace)
}

function readRecord(record: string, pace: string): SpeechRecord {
  let forgotten = 0
  const events = async (): Promise<SpeechEvent[]> => {
    const lines = (await readFile(record, 'utf8')).split('\n').slice(0, -1)
    return lines.map((line) => JSON.parse(line) as SpeechEvent)
  }
  const spoken = async (): Promise<readonly SpokenMessage[]> => {
    const all = await events()
    const ends = new Map(all.filter((e) => e.event !== 'begin').map((e) => [e.id, e.event]))
    const begun = all.filter(({ event, id }) => event === 'begin' && id > forgotten)
    return begun.map(({ event: _, id, ...message }) => {
      const end = ends.get(id)
      return { ...message, end: end && (end === 'end' ? 'spoken' : 'cancelled') }
    })
  }
  const text = async (): Promise<string> => (await spoken()).map((m) => m.text).join(' ')
  return {
    spoken,
    text,
    async waitFor(what, options) {
      const fits = (t: string): boolean => (typeof what === 'string' ? t.includes(what) : what.test(t))
      const found = async () => {
        const messages = await spoken()
        return messages.some((m) => fits(m.text)) || fits(messages.map((m) => m.text).join(' ')) ? messages : false
      }
      const more = async (): Promise<string> => `spoken so far: ${JSON.stringify(await spoken(), null, 1)}`
      return until(`the voice to say ${String(what)}`, found, { more, ...options })
    },
    async settled(quiet = 1500) {
      let known = -1
      let since = Date.now()
      return until('the voice to fall silent', async () => {
        const messages = await spoken()
        if (messages.length !== known || messages.some((m) => m.end === undefined)) since = Date.now()
        known = messages.length
        return Date.now() - since >= quiet ? messages : false
      })
    },
    setPace: (milliseconds) => writeFileSync(pace, String(milliseconds)),
    async forget() {
      forgotten = Math.max(0, ...(await events()).map((e) => e.id))
    },
  }
}
