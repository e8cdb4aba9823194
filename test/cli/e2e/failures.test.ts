import { readFile, writeFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FAILURE_CODES, type FailureCode } from '../../../src/shared/codes'
import { emptyFolder } from '../support/fake-io'
import { buildBeforeAll, descry, sample } from './support/run-cli'

buildBeforeAll()

interface Wrong {
  readonly code: FailureCode
  readonly exit: number
  /** Bytes of the picture file; undefined where there is none. */
  readonly bytes?: () => Promise<Uint8Array | string>
}

const WRONG: Readonly<Record<string, Wrong>> = {
  'a file that is not there': { code: 'picture-not-found', exit: 3 },
  'an empty file': { code: 'picture-empty-file', exit: 3, bytes: async () => '' },
  'a text file': {
    code: 'picture-unsupported',
    exit: 3,
    bytes: async () => 'Dear Sir or Madam,\n'.repeat(50),
  },
  'half a picture': {
    code: 'picture-damaged',
    exit: 3,
    bytes: async () => (await readFile(sample('chelsea.png'))).subarray(0, 2000),
  },
}

test.each(Object.entries(WRONG))(
  '%s gets its sentence and its exit code',
  async (name, { code, exit, bytes }) => {
    const path = join(await emptyFolder(), 'picture.png')
    if (bytes) await writeFile(path, await bytes())
    const ended = await descry(['describe', path, '--json'])
    expect({ name, exit: ended.code, ...(JSON.parse(ended.stdout) as object) }).toMatchObject({
      name,
      exit,
      ok: false,
      code,
    })
    const plain = await descry(['describe', path, '--quiet', '--no-sounds'])
    expect(plain.code).toBe(exit)
    expect(plain.stdout).toBe('')
    expect(plain.stderr.trim()).toBe((JSON.parse(ended.stdout) as { message: string }).message)
  },
)

test('a folder is no picture', async () => {
  const { code, stderr } = await descry(['describe', await emptyFolder(), '--quiet'])
  expect(code).toBe(3)
  expect(stderr).toContain('is a folder, not a picture')
})

test('a model folder without a model says so, with the code of models', async () => {
  const folder = await emptyFolder()
  await mkdir(join(folder, 'onnx'))
  const { code, stdout } = await descry(['describe', sample('chelsea.png'), '--model', folder, '--json'])
  expect(code).toBe(4)
  expect(FAILURE_CODES).toContain((JSON.parse(stdout) as { code: string }).code)
})

test('a mistyped verb is met with the one that was meant', async () => {
  const { code, stderr } = await descry(['desribe', 'a.png'])
  expect(code).toBe(2)
  expect(stderr).toBe('There is no verb desribe. Did you mean describe? Type descry help for the commands.\n')
})

test('help and version start no engine and succeed', async () => {
  const help = await descry(['help'])
  expect(help).toMatchObject({ code: 0, stderr: '' })
  expect(help.stdout).toContain('descry describe:')
  expect(await descry(['--version'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Descry \d/) as string,
  })
})
