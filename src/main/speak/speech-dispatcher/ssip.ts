import type { NamedVoice } from '../route'
import { speakable } from '../speakable'

/**
 * The Speech Synthesis Interface Protocol, lines ending in CR LF: a reply is any number of
 * "NNN-text" lines and one "NNN text"; an event comes between replies and has a code from 700.
 * Source: the SSIP documentation of Speech Dispatcher.
 */
export interface SsipReply {
  readonly code: number
  /** The texts of the "NNN-" lines. */
  readonly data: readonly string[]
  readonly text: string
}

export type SsipEvent = 'index-mark' | 'begin' | 'end' | 'cancelled' | 'paused' | 'resumed'

const SSIP_EVENTS: Readonly<Record<number, SsipEvent>> = {
  700: 'index-mark',
  701: 'begin',
  702: 'end',
  703: 'cancelled',
  704: 'paused',
  705: 'resumed',
}

export type SsipItem =
  | { readonly type: 'reply'; readonly reply: SsipReply }
  | { readonly type: 'event'; readonly event: SsipEvent; readonly message: string }
  | { readonly type: 'nonsense'; readonly line: string }

/** No line of a server is longer; one that never ends would fill the memory. */
const LONGEST_LINE = 64 * 1024

/** Takes a server's bytes as they come, in any pieces, and gives whole replies and events. */
export class SsipParser {
  #rest = ''
  #data: string[] = []
  readonly #decoder = new TextDecoder()

  push(bytes: Uint8Array): SsipItem[] {
    this.#rest += this.#decoder.decode(bytes, { stream: true })
    const lines = this.#rest.split('\n')
    this.#rest = lines.pop() ?? ''
    if (this.#rest.length > LONGEST_LINE) {
      this.#rest = ''
      return [{ type: 'nonsense', line: 'a line without end' }]
    }
    return lines.flatMap((line) => this.#line(line.replace(/\r$/, '')))
  }

  #line(line: string): SsipItem[] {
    const parts = /^(\d{3})([- ])(.*)$/s.exec(line)
    if (!parts) return [{ type: 'nonsense', line }]
    const [, digits, mark, text = ''] = parts
    if (mark === '-') {
      this.#data.push(text)
      return []
    }
    const code = Number(digits)
    const data = this.#data
    this.#data = []
    if (code < 700) return [{ type: 'reply', reply: { code, data, text } }]
    const event = SSIP_EVENTS[code]
    const message = data[0]
    return event && message !== undefined ? [{ type: 'event', event, message }] : [{ type: 'nonsense', line }]
  }
}

/**
 * A message as it goes over the wire behind SPEAK, the closing dot included; undefined when nothing
 * can be spoken.
 *
 * SECURITY: recognised text is hostile. It becomes one line, so it can neither end the message nor
 * start a command; a leading dot is doubled.
 */
export function ssipMessage(text: string): string | undefined {
  const line = speakable(text)
  if (line === '') return undefined
  return `${line.startsWith('.') ? '.' : ''}${line}\r\n.\r\n`
}

/** A BCP 47 tag as SSIP takes it, letters, digits and hyphens only; English where it is none. */
export function ssipLanguage(lang: string): string {
  return /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(lang) ? lang : 'en'
}

/**
 * The voices of a reply to LIST SYNTHESIS_VOICES, "name TAB language TAB variant" a line. Espeak's module lists each
 * voice once more with each of a hundred variants ("English (America)+Adam"): among 13,000 nobody finds one. Pure.
 */
export function ssipVoices(lines: readonly string[]): NamedVoice[] {
  return lines.flatMap((line) => {
    const [name = '', lang = '', variant = ''] = line.split('\t')
    return name === '' || lang === '' || name.endsWith(`+${variant}`) ? [] : [{ name, lang }]
  })
}
