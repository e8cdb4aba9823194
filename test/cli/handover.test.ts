import fc from 'fast-check'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseArguments, type Command } from '../../src/cli/arguments'
import { EXIT } from '../../src/cli/exit-codes'
import { handOver } from '../../src/cli/handover'
import type { CommandIo } from '../../src/cli/io'
import { runCommand } from '../../src/cli/run-command'
import { appServices } from '../../src/main/app/app-services'
import { failure } from '../../src/shared/codes'
import { anApp } from '../support/app/an-app'
import { someModels } from '../support/app/some-models'
import { aHistory } from '../support/history/a-cli-history'
import { anAppThatListens, anImpostor, folderOf, newPlace, socketOf, type TestPlace } from '../support/app/app-socket'
import { fakeWorld } from './support/fake-io'

/** A terminal of the user whose place this is. */
async function aTerminal(place: TestPlace, env: Record<string, string> = {}) {
  const world = await fakeWorld({ pid: 4711 })
  const io: CommandIo = { ...world.io, place, env: { ...place.env, ...env } }
  return { ...world, io, hand: (...argv: string[]) => handOver(argv, io, '/home/me') }
}

describe.skipIf(process.platform === 'win32')('a command line with the app running (Windows has named pipes instead)', () => {
  test('prints what the app says, each to its stream, and ends with its exit code', async () => {
    const place = await newPlace()
    await anAppThatListens(place, async (_argv, io) => {
      io.stderr.write('Working.\n')
      io.stdout.write('A dog.\n')
      io.stdout.write('Ein Zeichen: ß €\n')
      return 3
    })
    const { hand, stdout, stderr } = await aTerminal(place)
    expect(await hand('describe', '--screen')).toBe(3)
    expect(stdout()).toBe('A dog.\nEin Zeichen: ß €\n')
    expect(stderr()).toBe('Working.\n')
  })

  test('an answer of any length arrives whole', async () => {
    const place = await newPlace()
    const long = `${'x'.repeat(3_000_000)}\n`
    await anAppThatListens(place, async (_argv, io) => (io.stdout.write(long), 0))
    const { hand, stdout } = await aTerminal(place)
    expect(await hand('describe', 'a.png', '--json')).toBe(0)
    expect(stdout()).toBe(long)
  })

  test("has its own language and process number, and nothing else of the terminal's environment", async () => {
    const place = await newPlace()
    let seen: CommandIo | undefined
    await anAppThatListens(place, async (_argv, io) => ((seen = io), 0), { LANG: 'fr_FR', LANGUAGE: 'fr', HOME: '/home/app' })
    const { hand } = await aTerminal(place, { LANG: 'de_DE.UTF-8', SECRET: 'x' })
    await hand('describe', '--screen')
    expect(seen?.env).toMatchObject({ LANG: 'de_DE.UTF-8', HOME: '/home/app' })
    expect(seen?.env.LANGUAGE).toBeUndefined()
    expect(seen?.env.SECRET).toBeUndefined()
    expect([seen?.pid, seen?.place]).toEqual([4711, place])
  })

  test.each([
    ['read', 'letter.png'],
    ['ask', 'Is there a door?'],
    ['ask', '--listen', '--json'],
    ['ask', 'Is there a door?', 'room.png'],
    ['again'],
    ['more'],
    ['changed'],
    ['open'],
    ['stop'],
  ])('%s is handed over', async (...argv) => {
    const place = await newPlace()
    await anAppThatListens(place, async () => 0)
    const { hand } = await aTerminal(place)
    expect(await hand(...argv)).toBe(0)
  })

  test.each([
    ['a model of its own', ['describe', 'a.png', '--model', 'm']],
    ['a sound file', ['describe', 'a.png', '--wav', 'a.wav']],
    ['a rate of its own', ['describe', 'a.png', '--rate', '300']],
    ['the standard input', ['describe', '-']],
    ['this copy of the command', ['doctor']],
    ['help', ['describe', '--help']],
    ['nothing that can be understood', ['descirbe', 'a.png']],
    ['nothing', []],
  ])('that asks for %s is carried out here', async (_name, argv) => {
    const place = await newPlace()
    let asked = 0
    await anAppThatListens(place, async () => (asked++, 0))
    const { hand } = await aTerminal(place)
    expect(await hand(...argv)).toBeUndefined()
    expect(asked).toBe(0)
  })
})

/** What the app understands of a command line that was handed to it. */
async function understood(place: TestPlace, argv: readonly string[], handed: string[][]): Promise<Command> {
  const { hand } = await aTerminal(place)
  await hand(...argv)
  const parsed = parseArguments(handed.at(-1) ?? [])
  if (!parsed.ok) throw new Error(`the app cannot read ${JSON.stringify(handed.at(-1))}`)
  return parsed.command
}

const absolute = (command: Command): Command => ({
  ...command,
  pictures: command.pictures.map((picture) =>
    picture.from === 'file' && !picture.path.startsWith('/') ? { from: 'file', path: join('/home/me', picture.path) } : picture,
  ),
})

describe.skipIf(process.platform === 'win32')('what is handed over (Windows has named pipes instead)', () => {
  test('is the same command, with file names absolute, whatever files are called and however flags are written', async () => {
    const place = await newPlace()
    const handed: string[][] = []
    await anAppThatListens(place, async (argv) => (handed.push([...argv]), 0))
    const name = fc.constantFrom('full', 'brief', 'none', 'en', 'describe', 'read', '--length', '-x.png', 'a b.png', 'sub/c.png', '/abs/d.png', '../e.png', 'ß=.png')
    const file = name.chain((n) => fc.constantFrom([`--file=${n}`], [`-f${n}`], n.startsWith('-') ? [`--file=${n}`] : [n], n.startsWith('-') ? [`-f${n}`] : ['--file', n]))
    const flag = fc.constantFrom(
      ...[['--length=full'], ['-l', 'brief'], ['--length', 'normal'], ['--json'], ['-s'], ['--quiet'], ['--no-sounds'], ['--lang', 'de'], ['--screen'], ['-c'], ['--camera'], ['--window', '--pointer']],
    )
    const question = fc.constantFrom('Is there a door?', 'read', 'a.png', 'ß =?', 'two  spaces')
    const verb = fc.oneof(fc.constantFrom(['describe'], ['read']), question.map((asked) => ['ask', asked]))
    const words = fc.tuple(verb, fc.array(fc.oneof(file, flag), { maxLength: 6 }))
    await fc.assert(
      fc.asyncProperty(words, async ([first, parts]) => {
        const argv = [...first, ...parts.flat()]
        const parsed = parseArguments(argv)
        if (!parsed.ok) return
        expect(await understood(place, argv, handed)).toEqual(absolute(parsed.command))
      }),
    )
  })

  test.each([
    [['describe', 'full', '--length', 'full', '--hedge', 'none']],
    [['--quiet', 'read', 'read']],
    [['describe', '--screen', '--sure']],
    [['describe', '--', '-odd.png']],
    [['again', '--forget', '--json']],
    [['describe', '--screen', '--speak', '--json']],
    [['stop', '--lang', 'de']],
  ])('is what was meant by %j', async (argv) => {
    const place = await newPlace()
    const handed: string[][] = []
    await anAppThatListens(place, async (given) => (handed.push([...given]), 0))
    const parsed = parseArguments(argv)
    if (!parsed.ok) throw new Error('not a command line')
    expect(await understood(place, argv, handed)).toEqual(absolute(parsed.command))
  })
})

describe.skipIf(process.platform === 'win32')('Ctrl+C (Windows has named pipes instead)', () => {
  /** An app that works until it is cancelled. */
  async function aBusyApp(place: TestPlace) {
    const begun = Promise.withResolvers<undefined>()
    await anAppThatListens(place, async (_argv, io) => {
      begun.resolve(undefined)
      if (!io.cancel.aborted) await once(io.cancel, 'abort')
      io.stderr.write('Stopped.\n')
      return EXIT.cancelled
    })
    return { begun: begun.promise }
  }

  test('cancels in the app, whose last words are still printed', async () => {
    const place = await newPlace()
    const { begun } = await aBusyApp(place)
    const { hand, interrupt, stderr } = await aTerminal(place)
    const ended = hand('describe', '--screen')
    await begun
    interrupt()
    expect(await ended).toBe(EXIT.cancelled)
    expect(stderr()).toBe('Stopped.\n')
  })

  test('before the app was even asked cancels all the same', async () => {
    const place = await newPlace()
    await aBusyApp(place)
    const { hand, interrupt } = await aTerminal(place)
    interrupt()
    expect(await hand('describe', '--screen')).toBe(EXIT.cancelled)
  })
})

describe.skipIf(process.platform === 'win32')('where the app is not what it should be (Windows has named pipes instead)', () => {
  test('with no app running the command is carried out here', async () => {
    const { hand } = await aTerminal(await newPlace())
    expect(await hand('describe', '--screen')).toBeUndefined()
  })

  test('an app that ends in the middle leaves the rest to be carried out here', async () => {
    const place = await newPlace()
    const begun = Promise.withResolvers<undefined>()
    const app = await anAppThatListens(place, (_argv, io) => {
      begun.resolve(undefined)
      return new Promise((resolve) => io.cancel.addEventListener('abort', () => resolve(1)))
    })
    const { hand, io, stdout } = await aTerminal(place)
    const argv = ['describe', join(import.meta.dirname, 'handover.test.ts')]
    const handed = hand(...argv)
    await begun.promise
    await app.close()
    const code = await handed
    expect(code).toBeUndefined()
    expect(code ?? (await runCommand(argv, io))).toBe(EXIT.ok)
    expect(stdout()).toContain('A dog, probably.')
  })

  test('what a killed app left behind is nobody', async () => {
    const place = await newPlace()
    await mkdir(folderOf(place), { mode: 0o700 })
    const script = `require('net').createServer().listen(${JSON.stringify(socketOf(place))}, () => console.log('up'))`
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const { hand } = await aTerminal(place)
    expect(await hand('describe', '--screen')).toBeUndefined()
  })

  test('a socket in a folder that others can enter is not spoken to', async () => {
    const place = await newPlace()
    let connections = 0
    await anImpostor(place, (socket) => {
      connections++
      socket.destroy()
    })
    await chmod(folderOf(place), 0o755)
    const { hand } = await aTerminal(place)
    expect(await hand('describe', '/home/me/secret.png')).toBeUndefined()
    expect(connections).toBe(0)
  })

  test.each([
    ['no JSON', 'hello\n'],
    ['another stream', '{"to":"file","text":"x"}\n'],
    ['an exit code that is none', '{"exit":-1}\n'],
    ['more than was agreed', '{"exit":0,"also":1}\n'],
  ])('one that answers with %s is left, and nothing of it is printed', async (_name, line) => {
    const place = await newPlace()
    await anImpostor(place, (socket) => socket.write(`${line}{"to":"stdout","text":"late"}\n{"exit":0}\n`))
    const { hand, stdout, stderr } = await aTerminal(place)
    expect(await hand('describe', '--screen')).toBeUndefined()
    expect(stdout() + stderr()).toBe('')
  })
})

test.skipIf(process.platform === 'win32')('from the terminal to the voice of the app and back (Windows has named pipes instead)', async () => {
  const place = await newPlace()
  const app = anApp()
  const { voice, narrator, answering, answers, subjects, descry, pictures, job, heard, did } = app
  const { store, models, inUse } = someModels()
  const services = appServices({ narrating: { switch: async () => ({ ok: true, sentences: [] }), stop: () => undefined, isOn: false, source: null }, narrator, voice, answering, answers, subjects, descry, pictures, store, models, inUse, history: aHistory(), changes: { ask: async () => ({ ok: true, sentences: [] }) }, listening: { ask: async () => failure('microphone-none') }, doubt: () => 'asked', openHome: () => descry.openHome() })
  await anAppThatListens(place, (argv, io) => runCommand(argv, { ...io, services }), place.env)
  const { hand, stdout } = await aTerminal(place, { LANG: 'en_GB.UTF-8' })
  const ended = hand('describe', '--window')
  const work = await job(1)
  work.say('A letter.')
  work.finish()
  expect(await ended).toBe(EXIT.ok)
  expect([heard, did, stdout()]).toEqual([['A letter.'], ['take window'], 'A letter.\n'])
})

test.skipIf(process.platform === 'win32')('what is asked of the history reaches the app as it was asked, with the file where the terminal stands', async () => {
  const place = await newPlace()
  const seen: (readonly string[])[] = []
  await anAppThatListens(place, async (argv) => (seen.push(argv), 0), place.env)
  const { hand } = await aTerminal(place, {})
  for (const argv of [['history'], ['history', 'search', '--', '--json', 'letter'], ['history', 'export', '--json', '/tmp/-a.txt']]) await hand(...argv)
  expect(seen).toEqual([
    ['history', 'list', '--'],
    ['history', 'search', '--', '--json letter'],
    ['history', 'export', '--json', '--', '/tmp/-a.txt'],
  ])
})
