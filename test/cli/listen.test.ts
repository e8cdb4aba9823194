import { describe, expect, test } from 'vitest'
import { parseArguments } from '../../src/cli/arguments'
import { EXIT } from '../../src/cli/exit-codes'
import { runCommand } from '../../src/cli/run-command'
import type { AppServices } from '../../src/cli/services'
import { failure, type FailureCode } from '../../src/shared/codes'
import { ANSWER, fakeWorld } from './support/fake-io'

/** A command line in the app, which hears what the test says. */
async function inTheApp(code?: FailureCode) {
  const world = await fakeWorld()
  const app = { listen: async () => (code ? failure(code) : { ok: true, understood: 'What is this?', answer: ANSWER }) } as unknown as AppServices
  const run = (...argv: string[]) => runCommand(['ask', '--listen', ...argv], { ...world.io, services: { ...world.io.services, app } })
  return { ...world, run }
}

describe('a question that is spoken', () => {
  test('is printed as it was understood, with its answer behind it', async () => {
    const { run, stdout } = await inTheApp()
    expect(await run()).toBe(EXIT.ok)
    expect(stdout()).toBe('Understood: “What is this?”\nA dog, probably.\nIt says: Beware.\n')
  })

  test('as JSON it is as a written one', async () => {
    const { run, stdout } = await inTheApp()
    expect(await run('--json')).toBe(EXIT.ok)
    expect(JSON.parse(stdout())).toMatchObject({ ok: true, verb: 'ask', question: 'What is this?', text: 'A dog, probably. It says: Beware.' })
  })

  test.each([
    ['nothing-heard', 'Nothing was heard.'],
    ['microphone-none', 'No microphone was found.'],
    ['speech-not-installed', 'Speech cannot be understood here'],
  ] as const)('that comes to nothing (%s) says why', async (code, sentence) => {
    const { run, stdout, stderr } = await inTheApp(code)
    expect(await run()).not.toBe(EXIT.ok)
    expect([stdout(), stderr()]).toEqual(['', expect.stringContaining(sentence)])
  })

  test('needs the app, which has the microphone', async () => {
    const { io, stderr } = await fakeWorld()
    expect(await runCommand(['ask', '--listen'], io)).toBe(EXIT.failed)
    expect(stderr()).toMatch(/not running/)
  })

  test.each([[['What is this?']], [['', 'photo.jpg']], [['--screen']], [['--clipboard']]])('takes neither words nor a picture: %j', (more) => {
    expect(parseArguments(['ask', '--listen', ...more])).toMatchObject({ ok: false, problem: { key: 'cli.usage.listen-alone' } })
  })

  test('is for "ask" alone; without it the question is still needed', () => {
    expect(parseArguments(['describe', '--listen', 'photo.jpg'])).toMatchObject({ ok: false })
    expect(parseArguments(['ask'])).toMatchObject({ ok: false, problem: { code: 'question-empty' } })
    expect(parseArguments(['ask', '--listen'])).toMatchObject({ ok: true, command: { verb: 'ask', listen: true, question: '' } })
  })
})
