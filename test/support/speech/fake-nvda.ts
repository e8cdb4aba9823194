import type { ControllerClient, NvdaLook } from '../../../src/main/speak/nvda/client'

/** A call as the library got it. */
export interface NvdaCall {
  readonly name: 'testIfRunning' | 'getProcessId' | 'speakText' | 'speakSsml' | 'cancelSpeech' | 'brailleMessage'
  /** The text as its bytes, UTF-16, little endian, without the NUL at the end. */
  readonly bytes?: Buffer
  readonly symbolLevel?: number
  /** Of speakSsml, where the fake is a library. */
  readonly priority?: number
  readonly asynchronous?: number
}

export interface FakeNvda extends ControllerClient {
  readonly calls: readonly NvdaCall[]
  /** What the next calls of a function return instead of 0, each code once. */
  script(name: NvdaCall['name'], ...codes: readonly number[]): void
  /** What the next text returns after its closing mark was reached, instead of 0. */
  endWith(code: number): void
  /** Nothing begins from now on: another text is spoken first. */
  holdBack(): void
  /** What was held back begins. */
  letGo(): void
  /** The user presses Control: what sounds is silenced, and what waits is dropped. */
  pressControl(): void
  /** Resolves when a text began that sounds until it is cancelled, or reached NVDA and waits. */
  next(): Promise<void>
  /** Returns 1722 from now on, and what was in a call 1726. */
  end(): void
  /** It runs again, as another process. */
  restart(): void
  readonly renewals: number
}

export interface FakeNvdaOptions {
  /** NVDA 2024.1 or later; true without it. */
  readonly ssml?: boolean
  /** A text that is cancelled before it began lets its call return, as in NVDA since May 2026; true without it. */
  readonly returnsUnbegun?: boolean
}

interface Speaking {
  readonly ssml: string
  begun: boolean
  readonly begin: () => void
  readonly finish: (code: number) => void
}

const SERVER_UNAVAILABLE = 1722
const CALL_FAILED = 1726
const UNKNOWN_IF = 1717
const CANCELLED = 1223

/**
 * NVDA and its controller client in memory. It does as nvaccess/nvda's NVDAHelper does: a text that holds
 * "forever" sounds until it is cancelled, every other is spoken at once; marks are told in their order.
 */
export function fakeNvda({ ssml = true, returnsUnbegun = true }: FakeNvdaOptions = {}): FakeNvda {
  const calls: NvdaCall[] = []
  const scripted = new Map<string, number[]>()
  let waiting: (() => void)[] = []
  let speaking: Speaking | undefined
  let pid = 4711
  let running = true
  let held = false
  let lastCode = 0
  let abandoned = 0
  let renewals = 0

  const record = (call: NvdaCall): number => {
    calls.push(call)
    if (!running) return SERVER_UNAVAILABLE
    return scripted.get(call.name)?.shift() ?? 0
  }
  const text = (name: NvdaCall['name'], words: string): number => record({ name, bytes: Buffer.from(words, 'utf16le') })
  const tell = (): void => waiting.splice(0).forEach((resolve) => resolve())
  const cut = (): void => {
    const cutOff = speaking
    speaking = undefined
    if (cutOff && (cutOff.begun || returnsUnbegun)) cutOff.finish(CANCELLED)
  }

  return {
    calls,
    get abandoned() {
      return abandoned
    },
    get renewals() {
      return renewals
    },
    script: (name, ...codes) => void scripted.set(name, [...codes]),
    endWith: (code) => void (lastCode = code),
    holdBack: () => void (held = true),
    letGo() {
      held = false
      speaking?.begin()
    },
    pressControl: cut,
    next: () => new Promise((resolve) => (waiting = [...waiting, resolve])),
    end() {
      running = false
      speaking?.finish(CALL_FAILED)
      speaking = undefined
    },
    restart() {
      running = true
      pid += 1
    },
    async look(): Promise<NvdaLook> {
      if (record({ name: 'testIfRunning' }) !== 0) return { state: 'not-running' }
      const found = record({ name: 'getProcessId' }) === 0 && ssml
      return { state: 'running', pid: found ? pid : undefined, ssml: found }
    },
    async speakText(words) {
      const code = text('speakText', words)
      if (code === 0) tell()
      return code
    },
    async brailleMessage(words) {
      return text('brailleMessage', words)
    },
    async cancelSpeech() {
      const code = record({ name: 'cancelSpeech' })
      if (code === 0) cut()
      return code
    },
    async speakSsml(markup, symbolLevel, onMark) {
      calls.push({ name: 'speakSsml', bytes: Buffer.from(markup, 'utf16le'), symbolLevel })
      if (!running) return SERVER_UNAVAILABLE
      const code = scripted.get('speakSsml')?.shift() ?? (ssml ? 0 : UNKNOWN_IF)
      if (code !== 0) return code
      const { promise, resolve } = Promise.withResolvers<number>()
      const [first = '', last = ''] = [...markup.matchAll(/<mark name="([^"]*)"\/>/g)].map((m) => m[1] ?? '')
      const now: Speaking = {
        ssml: markup,
        begun: false,
        begin() {
          now.begun = true
          onMark(first)
          tell()
          if (markup.includes('forever')) return
          onMark(last)
          speaking = undefined
          resolve(lastCode)
          lastCode = 0
        },
        finish: resolve,
      }
      speaking = now
      if (held) tell()
      else now.begin()
      return promise
    },
    abandon: () => void (abandoned += 1),
    async renew() {
      renewals += 1
    },
    close: async () => undefined,
  }
}

/** What NVDA's parser makes of SSML: the text of it, its language, its pauses and the names of its marks. */
export interface ReadSsml {
  readonly text: string
  readonly lang?: string
  readonly pauses: readonly number[]
  readonly marks: readonly string[]
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const TOKEN = /<([a-z/]+)((?:\s+[a-z:]+="[^"<&]*")*)\s*(\/?)>|([^<]+)/gy

/**
 * Reads SSML as strictly as expat does, and knows what NVDA's SsmlParser knows: `voice` with its language,
 * `break` in milliseconds, `mark`. Throws where expat would, or where it is given anything else.
 */
export function readSsml(ssml: string): ReadSsml {
  const open: string[] = []
  const pauses: number[] = []
  const marks: string[] = []
  let text = ''
  let lang: string | undefined
  let at = 0
  for (const match of ssml.matchAll(TOKEN)) {
    const [whole, name = '', attributes = '', empty, characters] = match
    at += whole.length
    if (characters !== undefined) {
      if (open.length === 0) throw new Error('text outside of the document')
      text += decoded(characters)
      continue
    }
    const [key, value = ''] = attributes.trim().replaceAll('"', '').split('=')
    if (name.startsWith('/')) {
      if (open.pop() !== name.slice(1)) throw new Error(`${name} closes nothing`)
    } else if (name === 'speak' && open.length === 0 && at === whole.length) open.push(name)
    else if (name === 'voice' && key === 'xml:lang' && lang === undefined) {
      open.push(name)
      lang = value
    } else if (name === 'break' && key === 'time' && /^\d+ms$/.test(value) && empty) {
      pauses.push(Number.parseInt(value, 10))
      text += ' '
    } else if (name === 'mark' && key === 'name' && empty) marks.push(value)
    else throw new Error(`${whole} is nothing that was asked for`)
  }
  if (at !== ssml.length || open.length > 0) throw new Error(`not well-formed: ${ssml.slice(at, at + 20)}`)
  return { text, ...(lang === undefined ? {} : { lang }), pauses, marks }
}

function decoded(characters: string): string {
  // What XML 1.0 does not allow; a bare ampersand; the end of a CDATA section.
  // eslint-disable-next-line no-control-regex -- the control characters that XML forbids
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(characters) || !characters.isWellFormed()) {
    throw new Error('a character that XML has not')
  }
  if (/&(?!(?:amp|lt|gt|quot|apos);)|\]\]>/.test(characters)) throw new Error('markup in the text')
  return characters.replace(/&([a-z]+);/g, (_, entity: string) => ENTITIES[entity] ?? '')
}
