import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { logLine, openLog } from '../../../src/main/app/log'
import { temporaryFolder } from '../../support/temporary-folder'

const TEXT = 'It says: meet Ann at 5'
const newFolder = () => join(temporaryFolder(), 'logs')

describe('a line of the log', () => {
  test('has what happened, words of closed lists, and numbers', () => {
    expect(logLine('failed', ['camera-look', 'camera-in-use'], { ms: 12, restarts: 0 })).toBe(
      'failed camera-look camera-in-use ms=12 restarts=0',
    )
    expect(logLine('ready')).toBe('ready')
  })

  test('has no place for an answer, wherever it is handed in', () => {
    const any = (value: unknown) => value as never
    for (const line of [
      logLine(any(TEXT)),
      logLine('answered', any([TEXT])),
      logLine('answered', any([['stop', TEXT]])),
      logLine('answered', any([{ toString: () => TEXT }])),
      logLine('answered', [], any({ ms: TEXT })),
      logLine('answered', [], any({ [TEXT]: 1 })),
      logLine('answered', [], any({ ms: { valueOf: () => 1, toString: () => TEXT } })),
      logLine('answered', any(['constructor', '__proto__'])),
    ]) {
      expect(line).toMatch(/^(?:answered|unknown)$/)
    }
    // The same in the types: these lines do not compile without the next.
    // @ts-expect-error a text is no event
    logLine(TEXT)
    // @ts-expect-error a text is no word
    logLine('answered', [TEXT])
    // @ts-expect-error a text is no number
    logLine('answered', [], { ms: TEXT })
  })

  test('leaves out numbers that are none', () => {
    expect(logLine('answered', [], { ms: Number.NaN, count: Infinity, exit: -1 })).toBe('answered exit=-1')
  })
})

describe('the log', () => {
  test('is a file of this user alone, a line an event, with the time', async () => {
    const folder = newFolder()
    const log = openLog(folder)
    log.event('command', ['describe-screen'])
    log.event('answered', ['describe-screen'], { ms: 400, sentences: 3 })
    const lines = (await readFile(join(folder, 'descry.log'), 'utf8')).trimEnd().split(/\r?\n/)
    expect(lines.map((line) => line.replace(/^\d{4}-\d\d-\d\dT[\d:.]+Z /, ''))).toEqual([
      'command describe-screen',
      'answered describe-screen ms=400 sentences=3',
    ])
    expect((await stat(join(folder, 'descry.log'))).mode & 0o777).toBe(0o600)
  })

  test('keeps nothing of what a fault said', async () => {
    const folder = newFolder()
    const log = openLog(folder)
    log.fault(Object.assign(new TypeError(TEXT, { cause: TEXT }), { detail: TEXT }))
    log.fault(TEXT)
    const written = await readFile(join(folder, 'descry.log'), 'utf8')
    expect(written).toContain('fault TypeError')
    expect(written).toContain('fault no-error')
    expect(written).not.toContain('Ann')
  })

  test('does not grow without end', async () => {
    const folder = newFolder()
    const log = openLog(folder)
    for (let i = 0; i < 24_000; i += 1) log.event('ipc-refused', ['settings:change', 'malformed-request', 'home'], { count: i })
    expect((await readdir(folder)).sort()).toEqual(['descry.log', 'descry.old.log'])
    for (const name of await readdir(folder)) expect((await stat(join(folder, name))).size).toBeLessThan(600_000)
  })
})
