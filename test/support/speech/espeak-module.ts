import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Pcm } from '../../../src/main/speak/wav'

const MODULE = '/usr/lib/speech-dispatcher-modules/sd_espeak-ng'
const CONFIG = '/etc/speech-dispatcher/modules/espeak-ng.conf'

/** Why the module cannot be run here; undefined where it can. */
export const espeakModuleMissing = [MODULE, CONFIG].every((path) => existsSync(path))
  ? undefined
  : 'not installed here: speech-dispatcher-espeak-ng'

/** The rest of what the server sends along. */
const PLAIN = {
  voice: 'male1',
  synthesis_voice: 'NULL',
  punctuation_mode: 'none',
  spelling_mode: 'off',
  cap_let_recogn: 'none',
}

/** As Speech Dispatcher sends them to a module, -100 to 100. */
export interface ModuleSettings {
  readonly rate?: number
  readonly pitch?: number
  readonly volume?: number
}

/**
 * Speech Dispatcher's own espeak-ng module, run as the server runs it, but with its sound handed over
 * instead of played: what a rate, pitch or volume of SSIP makes of a text is then a fact of the samples and
 * not of the clock. Protocol: speech-dispatcher, doc/speech-dispatcher.texi, "Output Modules", and
 * src/modules/module_main.c.
 */
export async function startEspeakModule() {
  const child = spawn(MODULE, [CONFIG], { stdio: ['pipe', 'pipe', 'ignore'] })
  let bytes = Buffer.alloc(0)
  let look: () => void = () => undefined
  child.stdout.on('data', (more: Buffer) => {
    bytes = Buffer.concat([bytes, more])
    look()
  })
  /** What came up to the last line of a reply, "NNN text". */
  const reply = (code: RegExp): Promise<Buffer> =>
    new Promise((resolve) => {
      look = () => {
        const end = code.exec(bytes.toString('latin1'))
        if (!end) return
        const all = bytes
        bytes = Buffer.alloc(0)
        look = () => undefined
        resolve(all)
      }
      look()
    })
  const ask = (text: string, code: RegExp): Promise<Buffer> => {
    const answered = reply(code)
    child.stdin.write(text)
    return answered
  }
  await ask('INIT\n', /^[23]99 .*\n/m)
  await ask('AUDIO\n', /^207 .*\n/m)
  await ask('audio_output_method=server\n.\n', /^203 .*\n/m)
  return {
    async speak(text: string, lang: string, { rate = 0, pitch = 0, volume = 100 }: ModuleSettings = {}): Promise<Pcm> {
      const settings = { ...PLAIN, rate, pitch, volume, language: lang }
      const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`)
      await ask('SET\n', /^203 .*\n/m)
      await ask(`${lines.join('')}.\n`, /^203 .*\n/m)
      await ask('SPEAK\n', /^202 .*\n/m)
      return soundIn(await ask(`<speak>${text}</speak>\n.\n`, /^702 .*\n/m))
    },
    async close(): Promise<void> {
      const gone = new Promise((resolve) => child.once('close', resolve))
      child.stdin.end('QUIT\n')
      await gone
    },
  }
}

const HEAD = Buffer.from('705-AUDIO\0')
const TAIL = Buffer.from('\n705 AUDIO')
const ESCAPE = 0x7d
const MASK = 0x20

/** The samples of all "705-AUDIO" blocks; line ends and escapes in them are behind an escape. */
function soundIn(bytes: Buffer): Pcm {
  const rate = Number(/705-sample_rate=(\d+)/.exec(bytes.toString('latin1'))?.[1])
  const found: number[] = []
  for (let at = bytes.indexOf(HEAD); at >= 0; at = bytes.indexOf(HEAD, at + 1)) {
    const end = bytes.indexOf(TAIL, at)
    for (let i = at + HEAD.length; i < end; i++) {
      const byte = bytes[i] ?? 0
      found.push(byte === ESCAPE ? (bytes[++i] ?? 0) ^ MASK : byte)
    }
  }
  const pcm = Buffer.from(found)
  return { rate, samples: Int16Array.from({ length: pcm.length >> 1 }, (_, i) => pcm.readInt16LE(i * 2)) }
}
