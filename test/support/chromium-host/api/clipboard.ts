import { host } from '../host'
import { offer } from './offer'

/** What electron.clipboard.read gives: what is there now, fetched when it is asked for. */
interface Item {
  readonly types: readonly string[]
  getType(type: string): Promise<Blob>
}

/** X11's names of the text formats, which Electron calls text/plain. */
const TEXTS = ['UTF8_STRING', 'text/plain;charset=utf-8', 'text/plain', 'STRING', 'TEXT']

async function types(): Promise<string[]> {
  const formats = await host().desktop.later('formats')
  const known = formats.map((name) => (TEXTS.includes(name) ? 'text/plain' : name)).filter((name) => name.includes('/'))
  return [...new Set(known)]
}

async function getType(type: string): Promise<Blob> {
  const { desktop } = host()
  if (type === 'text/plain') return new Blob([await desktop.later('readText')], { type })
  const bytes = await desktop.later('readBytes', type)
  if (!bytes) throw new Error(`The type '${type}' was not found`)
  return new Blob([Buffer.from(bytes)], { type })
}

async function read(): Promise<Item[]> {
  const there = await types()
  return there.length ? [offer('ClipboardItem', { types: there, getType }, ['types', 'getType'])] : []
}

/** electron.clipboard: X11's CLIPBOARD selection. What was written is gone when the app ends, as in Electron. */
export const clipboard = offer(
  'clipboard',
  {
    read,
    readText: (): Promise<string> => host().desktop.later('readText'),
    writeText: (text: string): Promise<void> => host().desktop.later('writeText', text),
    has: async (type: string): Promise<boolean> => (await types()).includes(type),
    clear: (): void => host().desktop.tell('clear'),
  },
  ['read', 'readText', 'writeText', 'has', 'clear'],
)
