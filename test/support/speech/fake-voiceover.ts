import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createVoiceOverSystem } from '../../../src/main/speak/voiceover/osascript'

export interface OsascriptCall {
  readonly language: string
  /** The lines of -e, one after the other. */
  readonly script: string
  /** What the script's `run` is given. */
  readonly args: readonly string[]
}

/**
 * osascript's own reading of its arguments: getopt(3) of BSD, which ends the options at the first word that
 * is none (osascript's manual: -l language, -s flags, -i, -e statement).
 */
export function parseOsascript(argv: readonly string[]): OsascriptCall {
  const lines: string[] = []
  let language = 'AppleScript'
  let at = 0
  for (; /^-./s.test(argv[at] ?? ''); at += 1) {
    const option = argv[at] ?? ''
    if (option === '--') {
      at += 1
      break
    }
    if (option === '-i') continue
    const value = argv[at + 1]
    if (!['-l', '-e', '-s'].includes(option) || value === undefined) throw new Error(`illegal option ${option}`)
    if (option === '-l') language = value
    if (option === '-e') lines.push(value)
    at += 1
  }
  return { language, script: lines.join('\n'), args: argv.slice(at) }
}

/** Which of its arguments a script of ours gives to VoiceOver: "item 2 of argv". */
function given({ script, args }: OsascriptCall): string {
  const item = /to output \(item 1 of argv\)[^]*with parameters \{item (\d) of argv\}/.exec(script)?.[1]
  return args[Number(item) - 1] ?? ''
}

interface Answer {
  /** What isVoiceOverEnabled is. */
  readonly on?: boolean
  readonly output?: string
  readonly errors?: string
  readonly hang?: boolean
}

/**
 * A program in osascript's place, really run: it keeps its arguments byte by byte and answers as told. The
 * file that VoiceOver Utility makes is a file beside it.
 */
export async function startFakeVoiceOver() {
  const folder = await mkdtemp(join(tmpdir(), 'descry-voiceover-'))
  const file = (name: string): string => join(folder, name)
  const program = [
    '#!/bin/sh',
    `cd '${folder}' || exit 1`,
    'case "$2" in JavaScript) kind=look ;; *) kind=output ;; esac',
    // Their number, then each, then what came of it: NUL ends each field.
    'printf "%d\\0" $# >> calls',
    'printf "%s\\0" "$@" >> calls',
    '[ "$kind" = look ] && { printf "look\\0" >> calls; cat on; exit; }',
    '[ -e hang ] && { printf "hung\\0" >> calls; exec sleep 60; }',
    'printf "%s\\0" "$(cat output)" >> calls',
    'cat errors >&2; cat output; [ ! -s errors ]',
    '',
  ].join('\n')
  await writeFile(file('osascript'), program)
  await chmod(file('osascript'), 0o755)
  await writeFile(file('calls'), '')
  const answer = async ({ on = true, output = 'taken', errors = '', hang = false }: Answer): Promise<void> => {
    await writeFile(file('on'), on ? 'on\n' : 'off\n')
    await writeFile(file('output'), on ? output : 'not running')
    await writeFile(file('errors'), errors)
    await (hang ? writeFile(file('hang'), '') : rm(file('hang'), { force: true }))
  }
  const permit = async (switchedOn: boolean): Promise<void> =>
    switchedOn ? writeFile(file('mark'), 'a') : rm(file('mark'), { force: true })
  await answer({})
  await permit(true)
  const calls = (): (OsascriptCall & { argv: string[]; end: string })[] => {
    const fields = readFileSync(file('calls'), 'utf8').split('\0')
    const found = []
    while (fields.length > 1) {
      const argv = fields.splice(0, Number(fields.shift()))
      found.push({ argv, ...parseOsascript(argv), end: fields.shift() ?? '' })
    }
    return found
  }
  return {
    system: createVoiceOverSystem(file('osascript'), file('mark')),
    answer,
    permit,
    calls,
    /** What VoiceOver took, in order. */
    heard: () => calls().flatMap((call) => (call.end === 'taken' ? [given(call)] : [])),
    raw: () => readFile(file('calls')),
    close: () => rm(folder, { recursive: true, force: true }),
  }
}
