import { spawn } from 'node:child_process'
import { failure } from '../../../shared/codes'
import type { Messages } from '../../../shared/messages'
import { findProgram, type Environment } from '../programs'
import { namedVoice } from '../named-voice'
import type { Availability, Driven, Message, NamedVoice, Route, Spoken, VoiceSettings } from '../route'
import { speechTime } from '../sounding'
import { ssipLanguage, ssipMessage, ssipVoices, type SsipEvent, type SsipReply } from './ssip'
import { ssipAddress, type SsipAddress } from './ssip-address'
import { SsipConnection } from './ssip-connection'
import { ssipPitch, ssipRate, ssipVolume, ssipWordsPerMinute } from './ssip-scale'

/** The server may take this long to start; milliseconds. Half a second was measured. */
const START_DEADLINE = 1300
/** Other programs' messages may come first; after this the server has no voice that works. */
const BEGIN_DEADLINE = 10_000
/** Slower than any voice speaks, words a minute: a message that takes longer will never end. */
const SLOWEST_RATE = 60
const ALWAYS_LEFT = 5000

/** SSIP priorities: `message` queues, of `text` only the newest is kept. */
const PRIORITY = { answer: 'MESSAGE', failure: 'MESSAGE', progress: 'MESSAGE', narration: 'TEXT', focus: 'TEXT' } as const

/** The module that says only that no other module works. */
const DUMMY = 'dummy'

export interface SpeechDispatcherOptions {
  readonly env: Environment
  /** Read anew for every message. */
  readonly settings: VoiceSettings
  readonly messages: Messages
  /** Whether anything could sound here; the server reports success without a device and never ends. */
  readonly hasSoundDevice: () => boolean
}

interface Pending {
  id: string | undefined
  silenced: boolean
  timer: NodeJS.Timeout | undefined
  /** Events that came in one piece with the reply that tells the message's number. */
  readonly early: (readonly [event: SsipEvent, message: string])[]
  readonly text: string
  readonly resolve: (spoken: Spoken) => void
}

/** Speech Dispatcher over its socket: reports the end of each message and that it was cancelled. */
export class SpeechDispatcherRoute implements Route {
  readonly id = 'speech-dispatcher'
  readonly traits = { reportsEnd: true, reportsSilenced: true, separateBraille: false, language: true }
  readonly #options: SpeechDispatcherOptions
  readonly #address: SsipAddress
  #connection: SsipConnection | undefined
  #opening: Promise<SsipConnection | undefined> | undefined
  #pending: Pending | undefined
  /** The last exchange of commands: SPEAK and its text must not be parted by another command. */
  #exchange: Promise<unknown> = Promise.resolve()
  /** The settings that the connection was opened with. */
  #applied = ''
  #priority = ''
  #lang = ''
  /** The voice that was set by name; it cannot be taken back on the same connection. */
  #voice = ''
  /** As they were last listed. */
  #voices: readonly NamedVoice[] | undefined

  constructor(options: SpeechDispatcherOptions) {
    this.#options = options
    this.#address = ssipAddress(options.env)
  }

  async detect(): Promise<Availability> {
    const { messages, env, hasSoundDevice } = this.#options
    const out = (key: Parameters<Messages['say']>[0]): Availability => ({
      available: false,
      reason: messages.say(key),
    })
    if (!hasSoundDevice()) return out('voice.no-sound-device')
    const reply = await this.#asked('LIST OUTPUT_MODULES', true)
    if (!reply) {
      const isThere = this.#connection !== undefined || findProgram('speech-dispatcher', env)
      return out(isThere ? 'voice.speech-dispatcher.silent' : 'voice.speech-dispatcher.missing')
    }
    const modules = reply.data.filter((name) => name !== DUMMY)
    if (modules.length === 0) return out('voice.speech-dispatcher.no-module')
    return { available: true, name: `Speech Dispatcher (${modules.join(', ')})` }
  }

  async speak(message: Message): Promise<Spoken> {
    const data = ssipMessage(message.text)
    if (data === undefined) return { ok: true, end: 'spoken' }
    const { promise, resolve } = Promise.withResolvers<Spoken>()
    const { text } = message
    const pending: Pending = { id: undefined, silenced: false, timer: undefined, early: [], text, resolve }
    this.#pending = pending
    const voice = await this.#named(message.lang)
    await this.#renew(voice)
    const connection = await this.#connected(false)
    if (!connection) this.#finish(pending, failure('route-lost', 'no connection'))
    if (!connection || pending.silenced) return promise
    const failed = await this.#exchanged(() => this.#send(connection, message, voice, data, pending))
    if (failed) this.#finish(pending, failed)
    else if (this.#pending === pending) {
      this.#wait(pending, BEGIN_DEADLINE)
      for (const [event, id] of pending.early) this.#event(event, id)
    }
    return promise
  }

  async driven(): Promise<Driven> {
    const own = await this.#asked('GET RATE')
    return { rate: ssipWordsPerMinute(Number(own?.data[0] ?? 0) || 0), volume: true, voices: await this.#list() }
  }

  async silence(): Promise<void> {
    const pending = this.#pending
    if (!pending) return
    pending.silenced = true
    await this.#exchange
    if (pending.id !== undefined) await this.#exchanged(async () => this.#connection?.send('CANCEL SELF'))
    this.#finish(pending, { ok: true, end: 'silenced' })
  }

  async close(): Promise<void> {
    await this.#opening
    const connection = this.#connection
    this.#connection = undefined
    if (this.#pending) this.#finish(this.#pending, { ok: true, end: 'silenced' })
    await connection?.close()
  }

  async #send(
    connection: SsipConnection,
    message: Message,
    voice: NamedVoice | undefined,
    data: string,
    pending: Pending,
  ): Promise<Spoken | undefined> {
    const priority = PRIORITY[message.kind]
    // A module that is given another language chooses a voice by it, even beside a name.
    const lang = ssipLanguage(voice?.lang ?? message.lang)
    if (priority !== this.#priority && !(await connection.send(`SET SELF PRIORITY ${priority}`))) return LOST
    this.#priority = priority
    if (lang !== this.#lang && !(await connection.send(`SET SELF LANGUAGE ${lang}`))) return LOST
    this.#lang = lang
    // SECURITY: a name that the server has listed itself, so that it is one line and no command.
    if (voice && voice.name !== this.#voice && !(await connection.send(`SET SELF SYNTHESIS_VOICE ${voice.name}`))) return LOST
    this.#voice = voice?.name ?? ''
    if (pending.silenced) return { ok: true, end: 'silenced' }
    const ready = await connection.send('SPEAK')
    if (!ready) return LOST
    if (ready.code !== 230) return failure('route-refused', `${ready.code} ${ready.text}`)
    const queued = await connection.send(data)
    if (!queued) return LOST
    const id = queued.data[0]
    if (queued.code !== 225 || id === undefined) {
      return failure('route-refused', `${queued.code} ${queued.text}`)
    }
    pending.id = id
    return undefined
  }

  #event(event: SsipEvent, message: string): void {
    const pending = this.#pending
    if (pending && pending.id === undefined) pending.early.push([event, message])
    if (pending?.id !== message) return
    if (event === 'end') this.#finish(pending, { ok: true, end: 'spoken' })
    if (event === 'cancelled') this.#finish(pending, { ok: true, end: 'silenced' })
    if (event === 'begin' || event === 'resumed') {
      this.#wait(pending, speechTime(pending.text, SLOWEST_RATE) + ALWAYS_LEFT)
    }
    if (event === 'paused') clearTimeout(pending.timer)
  }

  /** Gives up on a message that shows no sign of life; it is cancelled, so that it cannot come late. */
  #wait(pending: Pending, milliseconds: number): void {
    clearTimeout(pending.timer)
    pending.timer = setTimeout(() => {
      void this.#exchanged(async () => this.#connection?.send('CANCEL SELF'))
      this.#finish(pending, failure('route-lost', 'the message never ended'))
    }, milliseconds)
  }

  #finish(pending: Pending, spoken: Spoken): void {
    clearTimeout(pending.timer)
    if (this.#pending === pending) this.#pending = undefined
    pending.resolve(spoken)
  }

  /** Where the server does not answer, they are those of the last time that it did. */
  async #list(): Promise<readonly NamedVoice[]> {
    const reply = await this.#asked('LIST SYNTHESIS_VOICES')
    if (reply) this.#voices = ssipVoices(reply.data)
    return this.#voices ?? []
  }

  /** The voice that the user chose, where it is there and speaks the language. */
  async #named(lang: string): Promise<NamedVoice | undefined> {
    const { voice } = this.#options.settings
    if (voice === undefined) return undefined
    return namedVoice(this.#voices ?? (await this.#list()), voice, lang)
  }

  /** One question; it has its turn, so that nobody leaves the connection for another before the answer is there. */
  #asked(command: string, mayStart = false): Promise<SsipReply | undefined> {
    return this.#exchanged(async () => (await this.#connected(mayStart))?.send(command))
  }

  #exchanged<T>(commands: () => Promise<T>): Promise<T> {
    const result = this.#exchange.then(commands)
    this.#exchange = result.catch(() => undefined)
    return result
  }

  /**
   * Leaves a connection that was opened with other settings. A new one, a matter of milliseconds,
   * begins with the server's own: they cannot be set back by any command.
   */
  #renew(voice: NamedVoice | undefined): Promise<void> {
    return this.#exchanged(async () => {
      const isSame = this.#applied === settingsKey(this.#options.settings) && (this.#voice === '' || this.#voice === voice?.name)
      if (!this.#connection?.open || isSame) return
      const left = this.#connection
      this.#connection = undefined
      await left.close()
    })
  }

  async #connected(mayStart: boolean): Promise<SsipConnection | undefined> {
    if (this.#connection?.open) return this.#connection
    this.#opening ??= this.#open(mayStart).finally(() => (this.#opening = undefined))
    this.#connection = await this.#opening
    return this.#connection
  }

  async #open(mayStart: boolean): Promise<SsipConnection | undefined> {
    const opened = await this.#connect()
    if (opened || !mayStart || !(await this.#start())) return opened
    return this.#connect()
  }

  async #connect(): Promise<SsipConnection | undefined> {
    const connection = await SsipConnection.open(this.#address, {
      event: (event, message) => this.#event(event, message),
      lost: () => {
        if (this.#pending) this.#finish(this.#pending, LOST)
      },
    })
    if (!connection) return undefined
    this.#priority = ''
    this.#lang = ''
    this.#voice = ''
    const { settings } = this.#options
    this.#applied = settingsKey(settings)
    const commands = [
      'SET SELF CLIENT_NAME user:descry:main',
      // The text is plain, whatever marks it may hold.
      'SET SELF SSML_MODE OFF',
      ...['BEGIN', 'END', 'CANCEL', 'PAUSE', 'RESUME'].map((name) => `SET SELF NOTIFICATION ${name} ON`),
      ...(await settingCommands(connection, settings)),
    ]
    const replies = await Promise.all(commands.map((command) => connection.send(command)))
    return replies.every((reply) => reply !== undefined) ? connection : undefined
  }

  /** Starts the server the way its own library does; it ends by itself when nobody is connected. */
  async #start(): Promise<boolean> {
    const { env } = this.#options
    const program = findProgram('speech-dispatcher', env)
    if (!program || this.#address.type !== 'unix') return false
    const args = ['--spawn', '--communication-method', 'unix_socket', '--socket-path', this.#address.path]
    const child = spawn(program, args, { env: { ...env }, stdio: 'ignore', detached: true })
    child.unref()
    const ended = new Promise<boolean>((resolve) => {
      child.once('error', () => resolve(false))
      child.once('exit', (code) => resolve(code === 0))
    })
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), START_DEADLINE)
    })
    return Promise.race([ended, late]).finally(() => clearTimeout(timer))
  }
}

const settingsKey = ({ rate, pitch, volume, punctuation }: VoiceSettings): string =>
  JSON.stringify([rate, pitch, volume, punctuation])

/** Only what the user set is sent, so that all else stays as the user gave it to the system's voice. */
async function settingCommands(connection: SsipConnection, settings: VoiceSettings): Promise<readonly string[]> {
  const { rate, pitch, volume, punctuation } = settings
  const own = async (name: string): Promise<number | undefined> => {
    const value = Number((await connection.send(`GET ${name}`))?.data[0] ?? NaN)
    return Number.isFinite(value) ? value : undefined
  }
  return [
    ...(rate === undefined ? [] : [`SET SELF RATE ${ssipRate(rate)}`]),
    ...(pitch === 0 ? [] : [`SET SELF PITCH ${ssipPitch(pitch, await own('PITCH'))}`]),
    ...(volume === 1 ? [] : [`SET SELF VOLUME ${ssipVolume(volume, await own('VOLUME'))}`]),
    // A server that does not know "most" says so and keeps its own.
    ...(punctuation === 'voice' ? [] : [`SET SELF PUNCTUATION ${punctuation}`]),
  ]
}

const LOST = failure('route-lost', 'the connection ended')
