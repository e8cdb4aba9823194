import { failure } from '../../../shared/codes'
import type { MessageKey, Messages } from '../../../shared/messages'
import type { NativeFailure } from '../native-thread'
import type { Availability, Message, MessageKind, Route, Spoken } from '../route'
import { speakable } from '../speakable'
import type { NarratorApi } from './narrator-api'
import type { NarratorReply } from './narrator-worker'

/** The window that notifications come from. */
export interface NotifyingWindow {
  /** Its native handle (HWND); null where there is none now. */
  handle(): bigint | number | null
  isInFront(): boolean
}

export interface NarratorOptions {
  readonly api: NarratorApi
  readonly messages: Messages
  readonly window: NotifyingWindow
}

/**
 * NotificationProcessing of uiautomationcore.h: both messages of an answer are said, the second does not cut
 * the first, so neither of the "most recent" values fits; narration waits, and only the newest stays.
 */
const PROCESSING: Readonly<Record<MessageKind, number>> = {
  // ImportantAll
  answer: 0,
  failure: 0,
  // ImportantMostRecent
  focus: 1,
  // All
  progress: 2,
  // CurrentThenMostRecent
  narration: 4,
}

type Reply = NarratorReply | NativeFailure | undefined

/** Why a reply means that Narrator cannot be reached; undefined where it can. */
function troubleOf(reply: Reply): MessageKey | undefined {
  if (!reply) return 'voice.narrator.silent'
  if ('failed' in reply) return 'voice.narrator.unreachable'
  if (!reply.running) return 'voice.narrator.not-running'
  if (!reply.listening) return 'voice.narrator.deaf'
  return reply.hresult < 0x8000_0000 ? undefined : 'voice.narrator.failed'
}

/**
 * Narrator by notifications of UI Automation from a window of ours, in the user's own voice and in braille.
 * Nothing is told about what becomes of them, and nothing takes one back. Only while that window is in
 * front: whether Narrator reads those of a window behind is not proven (ADR 12).
 */
export class NarratorRoute implements Route {
  readonly id = 'narrator'
  readonly traits = { reportsEnd: false, reportsSilenced: false, separateBraille: false, language: false }
  readonly #options: NarratorOptions

  constructor(options: NarratorOptions) {
    this.#options = options
  }

  async detect(): Promise<Availability> {
    const { api, messages } = this.#options
    const reply = await api.look()
    const trouble = troubleOf(reply) ?? (this.#window() === null ? 'voice.narrator.behind' : undefined)
    return trouble
      ? { available: false, reason: this.#say(trouble, reply) }
      : { available: true, name: messages.say('voice.route.narrator') }
  }

  async speak({ kind, text: words }: Message): Promise<Spoken> {
    const text = speakable(words)
    if (text === '') return { ok: true, end: 'spoken' }
    const window = this.#window()
    // Another window came to the front: another route says this one, and the next may come here again.
    if (window === null) return failure('route-refused', this.#options.messages.say('voice.narrator.behind'))
    const reply = await this.#options.api.notify({
      window,
      text,
      activity: `descry.${kind}`,
      processing: PROCESSING[kind],
    })
    const trouble = troubleOf(reply)
    return trouble ? failure('route-lost', this.#say(trouble, reply)) : { ok: true, end: 'handed-over' }
  }

  /** A notification cannot be taken back. */
  async silence(): Promise<void> {
    await Promise.resolve()
  }

  close(): Promise<void> {
    return this.#options.api.close()
  }

  #window(): bigint | null {
    const { window } = this.#options
    const handle = window.isInFront() ? window.handle() : null
    return handle === null || handle === 0 || handle === 0n ? null : BigInt(handle)
  }

  #say(key: MessageKey, reply: Reply): string {
    const error = reply && 'hresult' in reply ? reply.hresult.toString(16).toUpperCase() : ''
    return this.#options.messages.say(key, { error })
  }
}
