import { expect, test } from 'vitest'
import { EXIT } from '../../src/cli/exit-codes'
import { runCommand } from '../../src/cli/run-command'
import type { AppServices } from '../../src/cli/services'
import { aHistory } from '../support/history/a-cli-history'
import { fakeWorld } from './support/fake-io'

/** A command line in the app, whose memory this is. */
async function inTheApp(history = aHistory()) {
  const world = await fakeWorld()
  const app = { history } as unknown as AppServices
  const run = (...argv: string[]) => runCommand(['history', ...argv], { ...world.io, services: { ...world.io.services, app } })
  return { ...world, run, history }
}

test('the answers are listed, one a line for the ear', async () => {
  const { run, stdout } = await inTheApp()
  expect(await run()).toBe(EXIT.ok)
  expect(stdout().replaceAll('\u202f', ' ')).toMatch(/^1\. The screen, May 4, 2026, \d+:00 [AP]M: A dog\.\n$/)
})

test('as JSON they have no ids, and times that everybody reads', async () => {
  const { run, stdout } = await inTheApp()
  expect(await run('list', '--json')).toBe(EXIT.ok)
  const answer = { about: 'The screen', takenAt: '2026-05-04T12:00:00.000Z', text: 'A dog.', lang: 'en' }
  expect(JSON.parse(stdout())).toEqual({ schema: 1, ok: true, verb: 'history', answers: [answer], more: false })
})

test('those that have the words are found, and it is said when there is none, or more', async () => {
  const { run, stdout } = await inTheApp()
  expect([await run('search', 'dog'), await run('search', 'cat')]).toEqual([EXIT.ok, EXIT.ok])
  expect(stdout()).toMatch(/A dog\.\nNo answer has these words\.\n$/)
  const many = await inTheApp(aHistory({ more: true }))
  await many.run()
  expect(many.stdout()).toMatch(/There are more; search for words\.\n$/)
})

test('they are written into a file', async () => {
  const { run, stdout, history } = await inTheApp()
  expect(await run('export', '/home/ada/a.txt')).toBe(EXIT.ok)
  expect([history.log, stdout()]).toEqual([['export /home/ada/a.txt'], 'One answer is in the file /home/ada/a.txt.\n'])
  const full = await inTheApp(aHistory({ writes: false }))
  expect(await full.run('export', '/home/ada/a.txt')).toBe(EXIT.failed)
  expect(full.stderr()).toBe('The answers could not be written. See that there is room on the disk, and that the folder may be written to.\n')
})

test('the last is forgotten, and all', async () => {
  const { run, stdout, stderr, history } = await inTheApp()
  expect([await run('forget'), await run('forget'), await run('clear'), await run()]).toEqual([EXIT.ok, EXIT.failed, EXIT.ok, EXIT.ok])
  expect(stdout()).toBe('The last answer is forgotten.\nAll answers are forgotten.\nNo answer is remembered.\n')
  expect([history.log, stderr()]).toEqual([['clear'], 'There is no answer yet. Ask for one first.\n'])
})

test('what cannot be forgotten is a failure', async () => {
  const { run, stderr } = await inTheApp(aHistory({ writes: false }))
  expect(await run('clear')).toBe(EXIT.failed)
  expect(stderr()).toContain('still on the disk')
})

test.each([[[]], [['search', 'dog']], [['export', 'a.txt']], [['forget']], [['clear']]])('without the app, %j says that it does not run', async (argv) => {
  const { io, stderr } = await fakeWorld()
  expect(await runCommand(['history', ...argv], io)).toBe(EXIT.failed)
  expect(stderr()).toMatch(/not running/)
})
