import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { failure, type Failure, type Result } from '../../shared/codes'

/** Time for each program that reads the clipboard, milliseconds. */
const DEADLINE = 5000
const MAX_LIST_BYTES = 64 * 1024
/** What xclip and wl-paste write when the display itself is out of reach. */
const NO_DISPLAY = /open display|connect to a wayland/i

type Env = Readonly<Record<string, string | undefined>>

/** Picture types that are taken, in this order; BMP is left out, for the engine does not open it. */
const TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/avif', 'image/gif'] as const

/** A program that reads the clipboard: its arguments to list the types there and to fetch one. */
interface Tool {
  readonly name: string
  readonly list: readonly string[]
  fetch(type: string): readonly string[]
  /** Turns the program's output into the picture's bytes. */
  decode(output: Buffer<ArrayBuffer>): Uint8Array<ArrayBuffer>
}

const WL_PASTE: Tool = {
  name: 'wl-paste',
  list: ['--list-types'],
  fetch: (type) => ['--no-newline', '--type', type],
  decode: (output) => output,
}

const XCLIP: Tool = {
  name: 'xclip',
  list: ['-selection', 'clipboard', '-target', 'TARGETS', '-out'],
  fetch: (type) => ['-selection', 'clipboard', '-target', type, '-out'],
  decode: (output) => output,
}

const OSASCRIPT: Tool = {
  name: 'osascript',
  list: ['-e', 'if (clipboard info for «class PNGf») is not {} then return "image/png"'],
  fetch: () => ['-e', 'get the clipboard as «class PNGf»'],
  // "«data PNGf89504E47…»": the bytes as hexadecimal digits.
  decode: (output) => Buffer.from(/PNGf([0-9A-F]+)/.exec(output.toString('latin1'))?.[1] ?? '', 'hex'),
}

/** The clipboard programs that fit this desktop, the first to be tried first. */
function toolsFor(env: Env, platform: NodeJS.Platform): readonly Tool[] {
  if (platform === 'darwin') return [OSASCRIPT]
  if (platform === 'win32') return []
  return [...(env.WAYLAND_DISPLAY ? [WL_PASTE] : []), ...(env.DISPLAY ? [XCLIP] : [])]
}

interface Run {
  readonly end: 'done' | 'missing' | 'too-large' | 'deadline' | 'cancelled'
  readonly code: number | null
  readonly output: Buffer<ArrayBuffer>
  readonly complaint: string
}

interface ClipboardOptions {
  readonly env: Env
  readonly platform: NodeJS.Platform
  readonly maxBytes: number
  readonly signal?: AbortSignal
  readonly deadline?: number
}

function run(
  command: string,
  args: readonly string[],
  limit: number,
  options: ClipboardOptions,
): Promise<Run> {
  const { env, signal, deadline = DEADLINE } = options
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let bytes = 0
    let complaint = ''
    let end: Run['end'] = 'done'
    // No shell: nothing of the clipboard or the environment is ever parsed as a command.
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], shell: false })
    const finish = (why: Run['end']) => {
      end = why
      child.kill('SIGKILL')
    }
    const cancel = () => finish('cancelled')
    const timer = setTimeout(() => finish('deadline'), deadline)
    const settle = (code: number | null) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      resolve({ end, code, output: Buffer.concat(chunks), complaint })
    }
    child.on('error', () => {
      end = 'missing'
      settle(null)
    })
    child.on('close', settle)
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.byteLength
      if (bytes > limit) finish('too-large')
      else chunks.push(chunk)
    })
    child.stderr.on('data', (chunk: Buffer) => {
      if (complaint.length < 4096) complaint += chunk.toString('latin1')
    })
    if (signal?.aborted) cancel()
    signal?.addEventListener('abort', cancel, { once: true })
  })
}

const FAILED: Readonly<Record<Exclude<Run['end'], 'done'>, Failure>> = {
  missing: failure('clipboard-tool-missing'),
  'too-large': failure('picture-too-large'),
  deadline: failure('clipboard-empty', 'the program that owns the clipboard does not answer'),
  cancelled: failure('cancelled'),
}

async function readWith(
  tool: Tool,
  options: ClipboardOptions,
): Promise<Result<{ bytes: Uint8Array<ArrayBuffer> }>> {
  const listed = await run(tool.name, tool.list, MAX_LIST_BYTES, options)
  if (listed.end !== 'done') return FAILED[listed.end]
  const offered = listed.output
    .toString('latin1')
    .split(/\r?\n/)
    .map((line) => line.trim())
  if (NO_DISPLAY.test(listed.complaint)) {
    return failure('clipboard-tool-missing', 'the display cannot be reached')
  }
  // All three programs fail when nothing was copied.
  if (listed.code !== 0 || offered.every((line) => line === '')) return failure('clipboard-empty')
  const type = TYPES.find((t) => offered.includes(t))
  if (!type) return failure('clipboard-no-picture', offered.slice(0, 20).join(', ').slice(0, 500))
  // As text, osascript's output is twice as long as the picture.
  const limit = tool === OSASCRIPT ? options.maxBytes * 2 + 64 : options.maxBytes
  const fetched = await run(tool.name, tool.fetch(type), limit, options)
  if (fetched.end !== 'done') return FAILED[fetched.end]
  const bytes = tool.decode(fetched.output)
  return fetched.code === 0 && bytes.byteLength > 0 ? { ok: true, bytes } : failure('clipboard-empty')
}

/** The picture on the clipboard, as the bytes of a PNG, WebP, AVIF, JPEG or GIF file. */
export async function readClipboardPicture(
  options: ClipboardOptions,
): Promise<Result<{ bytes: Uint8Array<ArrayBuffer> }>> {
  for (const tool of toolsFor(options.env, options.platform)) {
    const read = await readWith(tool, options)
    if (read.ok || read.code !== 'clipboard-tool-missing') return read
  }
  return failure('clipboard-tool-missing')
}

function isInstalled(name: string, env: Env): boolean {
  return (env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** Name of the program that would read the clipboard; undefined when none that fits is installed. */
export function clipboardTool(env: Env, platform: NodeJS.Platform): string | undefined {
  return toolsFor(env, platform).find(({ name }) => isInstalled(name, env))?.name
}
