import { execFileSync, spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { version } from '../../package.json'
import { runCommand } from '../../src/cli/run-command'
import { stopOthers } from '../../src/cli/stop-socket'
import { failure } from '../../src/shared/codes'
import { ANSWER, emptyFolder, fakeNarrator, fakeWorld, PICTURE } from './support/fake-io'

async function pictureFile(name = 'dog.png'): Promise<string> {
  const path = join(await emptyFolder(), name)
  await writeFile(path, PICTURE)
  return path
}

const SENTENCES = 'A dog, probably.\nIt says: Beware.\n'

describe('describing and reading', () => {
  test('print a sentence a line and speak the same, once', async () => {
    const { io, voice, stdout, stderr } = await fakeWorld()
    expect(await runCommand(['describe', await pictureFile()], io)).toBe(0)
    expect(stdout()).toBe(SENTENCES)
    expect(stderr()).toBe('')
    expect(voice.said).toEqual(['A dog, probably.', 'It says: Beware.'])
    expect(voice.log).toEqual(['begin answer', 'close'])
  })

  test('hand the flags on to the narrator and the voice, and close both', async () => {
    const narrator = fakeNarrator()
    const { io, voice } = await fakeWorld({ narrator })
    const flags = '--length full --hedge none --rate 300 --no-sounds'.split(' ')
    await runCommand(['describe', await pictureFile(), ...flags], io)
    expect(narrator.log).toEqual(['describe full none', 'close'])
    expect(voice.options).toMatchObject([{ rate: 300, sounds: false }])
  })

  test('are quiet with --quiet: no voice is even looked for', async () => {
    const { io, voice, stdout } = await fakeWorld()
    await runCommand(['read', await pictureFile(), '--quiet'], io)
    expect(stdout()).toBe(SENTENCES)
    expect(voice.options).toEqual([])
  })

  test('take the picture from the standard input', async () => {
    const { io, stdout } = await fakeWorld({ stdin: PICTURE })
    expect(await runCommand(['describe', '-', '-q'], io)).toBe(0)
    expect(stdout()).toBe(SENTENCES)
  })

  test.skipIf(process.platform === 'win32')('take the picture from a pipe (Unix)', async () => {
    const { io, stdout } = await fakeWorld()
    const pipe = join(await emptyFolder(), 'pipe')
    execFileSync('sh', ['-c', 'mkfifo "$0"', pipe])
    // A pipe is opened for writing as soon as somebody reads it.
    spawn('sh', ['-c', 'printf bytes > "$0"', pipe])
    expect(await runCommand(['describe', pipe, '-q'], io)).toBe(0)
    expect(stdout()).toBe(SENTENCES)
  })

  test('take several pictures in turn, each named, and one that fails holds none back', async () => {
    const { io, voice, stdout, stderr } = await fakeWorld()
    const path = await pictureFile()
    expect(await runCommand(['describe', '/nowhere/cat.png', path, path], io)).toBe(3)
    expect(stdout()).toBe(`Picture 2 of 3, dog.png.\n${SENTENCES}Picture 3 of 3, dog.png.\n${SENTENCES}`)
    expect(stderr()).toContain('There is no file at /nowhere/cat.png.')
    expect(voice.said[0]).toContain('There is no file at /nowhere/cat.png.')
  })

  test('keep text of a hostile picture from the terminal, but not from JSON', async () => {
    const sentences = [{ text: 'It says: \u001b[2JSale', lang: 'en', source: 'recogniser' as const }]
    const narrator = fakeNarrator({ ok: true, answer: { ...ANSWER, sentences } })
    const { io, stdout } = await fakeWorld({ narrator })
    await runCommand(['read', await pictureFile()], io)
    expect(stdout()).toBe('It says: [2JSale\n')
    const second = await fakeWorld({ narrator })
    await runCommand(['read', await pictureFile(), '--json'], second.io)
    expect(second.stdout()).not.toContain('\u001b')
    expect(JSON.parse(second.stdout())).toMatchObject({ text: 'It says: \u001b[2JSale' })
  })
})

describe('JSON', () => {
  test('is one line with everything that was found, and is not spoken', async () => {
    const { io, voice, stdout } = await fakeWorld()
    const path = await pictureFile()
    await runCommand(['describe', path, '--json'], io)
    expect(stdout().match(/\n/g)).toHaveLength(1)
    expect(JSON.parse(stdout())).toEqual({
      schema: 1,
      ok: true,
      verb: 'describe',
      picture: path,
      text: 'A dog, probably. It says: Beware.',
      ...ANSWER,
      takenAt: 1,
    })
    expect(voice.options).toEqual([])
  })

  test('is spoken too with --speak', async () => {
    const { io, voice } = await fakeWorld()
    await runCommand(['describe', await pictureFile(), '--json', '--speak'], io)
    expect(voice.said).toHaveLength(2)
  })

  test('carries failures on stdout as well', async () => {
    const { io, stdout, stderr } = await fakeWorld()
    expect(await runCommand(['describe', '/nowhere.png', '--json'], io)).toBe(3)
    expect(JSON.parse(stdout())).toMatchObject({
      schema: 1,
      ok: false,
      code: 'picture-not-found',
      message: expect.stringContaining('/nowhere.png') as string,
      picture: '/nowhere.png',
    })
    expect(stderr()).toBe('')
  })

  test('carries a misunderstood command line too', async () => {
    const { io, stdout } = await fakeWorld()
    expect(await runCommand(['descrbe', '--json'], io)).toBe(2)
    expect(JSON.parse(stdout())).toMatchObject({ ok: false, code: 'usage' })
  })
})

describe('failures are sentences, printed and spoken, with their exit code', () => {
  test.each([
    [['describe', '/nowhere.png'], 3, 'There is no file at /nowhere.png.'],
    [['describe', '/'], 3, '/ is a folder, not a picture.'],
    [['describe', '/etc/hosts/x.png'], 3, 'There is no file at /etc/hosts/x.png.'],
    [['describe', `/${'x'.repeat(300)}`], 3, 'There is no file at'],
    [['describe', '/dev/zero'], 3, 'This is not a picture that Descry can open.'],
    [['describe', '-'], 3, 'The file is empty'],
    [['describe', '--clipboard'], 3, 'Descry cannot read the clipboard here.'],
  ])('%j', async (argv, code, sentence) => {
    const { io, voice, stdout, stderr } = await fakeWorld()
    expect(await runCommand(argv, io)).toBe(code)
    expect(stdout()).toBe('')
    expect(stderr()).toContain(sentence)
    expect(voice.said.join(' ')).toContain(sentence)
    expect(voice.log).toContain('begin failure')
  })

  test('of the engine keep their own code', async () => {
    const narrator = fakeNarrator(failure('engine-crashed', 'SIGSEGV'))
    const { io, stderr } = await fakeWorld({ narrator })
    expect(await runCommand(['describe', await pictureFile(), '-q'], io)).toBe(5)
    expect(stderr()).toBe('The engine stopped unexpectedly and was started again. Please try once more.\n')
  })

  test('of the voice are told beside the answer, and count only when a voice was demanded', async () => {
    const spoken = failure('no-voice')
    const wanted = await fakeWorld({ spoken })
    expect(await runCommand(['describe', await pictureFile()], wanted.io)).toBe(0)
    expect(wanted.stdout()).toBe(SENTENCES)
    expect(wanted.stderr()).toContain('No voice can be heard here.')
    const demanded = await fakeWorld({ spoken })
    expect(await runCommand(['describe', await pictureFile(), '--speak'], demanded.io)).toBe(6)
    expect(demanded.stdout()).toBe(SENTENCES)
  })

  test('in German are German', async () => {
    const { io, stderr } = await fakeWorld({ env: { LANG: 'de_DE.UTF-8' } })
    await runCommand(['describe', '/nowhere.png', '-q'], io)
    expect(stderr()).toBe('Unter /nowhere.png gibt es keine Datei. Bitte den Namen prüfen.\n')
  })
})

describe('stopping', () => {
  test('Ctrl+C while the engine works ends it, says so, and is no failure of the engine', async () => {
    const narrator = fakeNarrator(undefined, new Promise(() => undefined))
    const world = await fakeWorld({ narrator })
    const running = runCommand(['describe', await pictureFile()], world.io)
    world.interrupt()
    expect(await running).toBe(130)
    expect(world.stdout()).toBe('')
    expect(world.stderr()).toBe('Stopped.\n')
    expect(world.voice.log).toContain('silence')
    expect(narrator.log).toContain('close')
  })

  test('Ctrl+C while the voice speaks silences it; what was printed stays', async () => {
    const world = await fakeWorld({ spoken: new Promise(() => undefined) })
    const said = world.voice.said
    const running = runCommand(['describe', await pictureFile()], world.io)
    while (said.length < 2) await new Promise((resolve) => setImmediate(resolve))
    world.interrupt()
    expect(await running).toBe(130)
    expect(world.stdout()).toBe(SENTENCES)
    expect(world.voice.log).toEqual(['begin answer', 'silence', 'close'])
  })

  test('from another command silences the voice before that command goes on', async () => {
    const speaking = await fakeWorld({ spoken: new Promise(() => undefined), pid: 21 })
    const running = runCommand(['describe', await pictureFile()], speaking.io)
    while (speaking.voice.said.length < 2) await new Promise((resolve) => setImmediate(resolve))
    const stopping = await fakeWorld({ env: { XDG_RUNTIME_DIR: speaking.io.env.XDG_RUNTIME_DIR ?? '' } })
    expect(await runCommand(['stop'], stopping.io)).toBe(0)
    expect(stopping.stdout()).toBe('Stopped.\n')
    expect(speaking.voice.log).toContain('silence')
    expect(await running).toBe(130)
    expect(await stopOthers(speaking.io.place)).toBe(0)
  })

  test('a newer request that speaks ends an older one that speaks, and no other', async () => {
    const older = await fakeWorld({ spoken: new Promise(() => undefined), pid: 21, now: 1000 })
    const env = { XDG_RUNTIME_DIR: older.io.env.XDG_RUNTIME_DIR ?? '' }
    const quiet = await fakeWorld({ narrator: fakeNarrator(undefined, new Promise(() => undefined)), pid: 22, now: 1000, env })
    const newest = await fakeWorld({ spoken: new Promise(() => undefined), pid: 23, now: 3000, env })
    const silent = runCommand(['describe', await pictureFile(), '--quiet'], quiet.io)
    const ended = [runCommand(['describe', await pictureFile()], older.io)]
    while (older.voice.said.length < 2) await new Promise((resolve) => setImmediate(resolve))
    ended.push(runCommand(['describe', await pictureFile()], newest.io))
    expect(await ended[0]).toBe(130)
    expect(older.voice.log).toContain('silence')
    expect(quiet.io.cancel.aborted).toBe(false)
    // One that began before both asks in vain.
    const late = await fakeWorld({ pid: 24, now: 500, env })
    expect(await runCommand(['describe', await pictureFile()], late.io)).toBe(0)
    expect(newest.voice.log).not.toContain('silence')
    newest.interrupt()
    quiet.interrupt()
    expect([await ended[1], await silent]).toEqual([130, 130])
    expect(quiet.stderr()).toBe('Stopped.\n')
  })

  test('with nothing running says so', async () => {
    const { io, stderr, voice } = await fakeWorld()
    expect(await runCommand(['stop'], io)).toBe(1)
    expect(stderr()).toBe('Nothing is being said or worked on.\n')
    expect(voice.log).toEqual([])
  })

  test('after the end silences a reader that may still be speaking the answer, and only then', async () => {
    const handed = await fakeWorld({ spoken: { ok: true, end: 'handed-over' } })
    await runCommand(['describe', await pictureFile()], handed.io)
    expect(await runCommand(['stop'], handed.io)).toBe(0)
    expect(handed.stdout()).toContain('The voice was silenced.')
    expect(handed.voice.log.filter((l) => l === 'silence')).toHaveLength(1)
    expect(await runCommand(['stop'], handed.io)).toBe(1)

    const spoken = await fakeWorld({ spoken: { ok: true, end: 'spoken' } })
    await runCommand(['describe', await pictureFile()], spoken.io)
    expect(await runCommand(['stop'], spoken.io)).toBe(1)
    expect(spoken.voice.log).not.toContain('silence')
  })
})

describe('again', () => {
  test('prints and speaks the last answer', async () => {
    const { io, voice, stdout } = await fakeWorld()
    await runCommand(['describe', await pictureFile(), '--json'], io)
    const first = stdout()
    expect(await runCommand(['again'], io)).toBe(0)
    expect(stdout().slice(first.length)).toBe(SENTENCES)
    expect(voice.said).toEqual(['A dog, probably.', 'It says: Beware.'])
  })

  test('gives the whole answer as JSON', async () => {
    const { io, stdout } = await fakeWorld()
    await runCommand(['describe', await pictureFile(), '-q'], io)
    await runCommand(['again', '--json'], io)
    const { verb, lines, text } = JSON.parse(stdout().slice(SENTENCES.length)) as Record<string, unknown>
    expect({ verb, lines, text }).toEqual({
      verb: 'again',
      lines: ANSWER.lines,
      text: 'A dog, probably. It says: Beware.',
    })
  })

  test('has nothing to say before the first answer, and after --forget', async () => {
    const { io, stdout, stderr } = await fakeWorld()
    expect(await runCommand(['again'], io)).toBe(1)
    expect(stderr()).toBe('There is no answer yet. Ask for one first.\n')
    await runCommand(['describe', await pictureFile(), '-q'], io)
    expect(await runCommand(['again', '--forget'], io)).toBe(0)
    expect(stdout()).toContain('The last answer is forgotten.\n')
    expect(await runCommand(['again'], io)).toBe(1)
  })

  test('repeats the last answer that succeeded, whole, though it was stopped in mid-speech', async () => {
    const world = await fakeWorld({ spoken: new Promise(() => undefined) })
    const running = runCommand(['describe', await pictureFile()], world.io)
    while (world.voice.said.length < 2) await new Promise((resolve) => setImmediate(resolve))
    world.interrupt()
    await running
    const later = await fakeWorld({ env: { XDG_RUNTIME_DIR: world.io.env.XDG_RUNTIME_DIR ?? '' } })
    expect(await runCommand(['again', '-q'], later.io)).toBe(0)
    expect(later.stdout()).toBe(SENTENCES)
  })
})

describe('without a verb', () => {
  test('says that there is no display and describes the sample picture', async () => {
    const { io, stdout, stderr, voice } = await fakeWorld()
    expect(await runCommand([], io)).toBe(0)
    expect(stderr()).toMatch(/^There is no display here/)
    expect(stdout()).toBe(SENTENCES)
    expect(voice.said[0]).toMatch(/^There is no display here/)
  })

  test('on a desktop says how the window is opened', async () => {
    const { io, stderr } = await fakeWorld({ env: { DISPLAY: ':0' } })
    await runCommand(['--quiet'], io)
    expect(stderr()).toMatch(/^This is the command line; npm start opens/)
  })

  test('tells its version and its help without starting anything', async () => {
    const { io, stdout, voice, engines } = await fakeWorld()
    expect(await runCommand(['--version'], io)).toBe(0)
    expect(stdout()).toBe(`Descry ${version}\n`)
    expect(await runCommand(['help'], io)).toBe(0)
    expect(await runCommand(['describe', '--help', '--lang', 'de'], io)).toBe(0)
    expect(stdout()).toContain('Exit code 0: It worked.')
    expect(stdout()).toContain('descry describe: Sagt, was auf einem Bild ist')
    expect(voice.options).toEqual([])
    expect(engines()).toBe(0)
  })
})

test('a usage failure names the way to help', async () => {
  const { io, stderr } = await fakeWorld()
  expect(await runCommand(['describe', '--lenght', 'full'], io)).toBe(2)
  expect(stderr()).toBe(
    'There is no flag --lenght. Did you mean --length? Type descry help for the commands.\n',
  )
})
