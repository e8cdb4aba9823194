import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { EXIT } from '../../src/cli/exit-codes'
import { runCommand } from '../../src/cli/run-command'
import { failure } from '../../src/shared/codes'
import { ANSWER, emptyFolder, fakeNarrator, fakeWorld, PICTURE } from './support/fake-io'

async function pictureFile(name = 'dog.png'): Promise<string> {
  const path = join(await emptyFolder(), name)
  await writeFile(path, PICTURE)
  return path
}

describe('descry ask', () => {
  test('puts the question about the picture, prints the answer and speaks it once', async () => {
    const narrator = fakeNarrator()
    const { io, voice, stdout, stderr } = await fakeWorld({ narrator })
    expect(await runCommand(['ask', 'Is there a dog?', await pictureFile()], io)).toBe(EXIT.ok)
    expect([narrator.log[0], stdout(), stderr()]).toEqual(['ask “Is there a dog?” normal words', 'A dog, probably.\nIt says: Beware.\n', ''])
    expect(voice.said).toEqual(['A dog, probably.', 'It says: Beware.'])
  })

  test('takes a question that looks like a flag or a verb behind two dashes', async () => {
    const narrator = fakeNarrator()
    const { io } = await fakeWorld({ narrator })
    await runCommand(['ask', '-q', '--file', await pictureFile(), '--', '--json?'], io)
    expect(narrator.log[0]).toBe('ask “--json?” normal words')
  })

  test('prints JSON as describing does, with the question', async () => {
    const { io, stdout, voice } = await fakeWorld()
    const path = await pictureFile()
    expect(await runCommand(['ask', 'Is there a dog?', path, '--json'], io)).toBe(EXIT.ok)
    const printed = JSON.parse(stdout()) as object
    expect(printed).toMatchObject({ schema: 1, ok: true, verb: 'ask', question: 'Is there a dog?', picture: path, text: 'A dog, probably. It says: Beware.', sentences: ANSWER.sentences })
    expect(voice.said).toEqual([])
  })

  test.each([[['ask']], [['ask', '']], [['ask', '  ', 'dog.png']]])('%j is told that the question is empty, and no engine is started', async (argv) => {
    const { io, stderr, stdout, engines } = await fakeWorld()
    expect(await runCommand(argv, io)).toBe(EXIT.usage)
    expect([stdout(), stderr()]).toEqual(['', 'The question is empty. Type what you want to know.\n'])
    expect(engines()).toBe(0)
    await runCommand([...argv, '--json'], io)
    expect(JSON.parse(stdout())).toMatchObject({ ok: false, code: 'question-empty' })
  })

  test('refuses a question that the engine would not take', async () => {
    const { io, stderr } = await fakeWorld()
    expect(await runCommand(['ask', 'x'.repeat(2001), 'dog.png'], io)).toBe(EXIT.usage)
    expect(stderr()).toContain('at most 2,000 letters')
  })

  test('without a picture needs the app, and says so', async () => {
    const { io, stderr } = await fakeWorld()
    expect(await runCommand(['ask', 'Is there a dog?'], io)).toBe(EXIT.failed)
    expect(stderr()).toContain('Descry itself is not running')
  })

  test('that the model refuses says so, and its exit code is that of models', async () => {
    const { io, stderr } = await fakeWorld({ narrator: fakeNarrator(failure('question-unsupported')) })
    expect(await runCommand(['ask', 'Why?', await pictureFile(), '--quiet'], io)).toBe(EXIT.model)
    expect(stderr()).toContain('cannot answer that question')
  })

  test('is kept for "descry again"', async () => {
    const { io, stdout } = await fakeWorld()
    await runCommand(['ask', 'Is there a dog?', await pictureFile(), '--quiet'], io)
    const before = stdout()
    expect(await runCommand(['again', '--quiet'], io)).toBe(EXIT.ok)
    expect(stdout().slice(before.length)).toBe('A dog, probably.\nIt says: Beware.\n')
  })
})
