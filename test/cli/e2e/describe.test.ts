import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readingSchema } from '../../../src/shared/engine-protocol'
import { fieldsSchema, tablesSchema } from '../../../src/shared/table'
import { textLineSchema } from '../../../src/shared/text-line'
import { emptyFolder } from '../support/fake-io'
import { buildBeforeAll, cardAnswer, descry, sample, surroundings } from './support/run-cli'

buildBeforeAll()

/** docs/command-line.md, "--json", as a schema. */
const answerSchema = z.strictObject({
  schema: z.literal(1),
  ok: z.literal(true),
  verb: z.enum(['describe', 'read', 'again', 'sample']),
  picture: z.string(),
  text: z.string().min(1),
  kind: z.enum(['photo', 'screen', 'text', 'empty']),
  empty: z.enum(['blank', 'black', 'single-colour', 'covered']).nullable(),
  sentences: z.array(
    z.strictObject({
      text: z.string().min(1),
      lang: z.string(),
      source: z.enum(['model', 'recogniser', 'gate', 'app']),
    }),
  ),
  modelText: z.array(z.strictObject({ part: z.string(), prompt: z.string(), text: z.string() })),
  lines: z.array(textLineSchema),
  tables: tablesSchema,
  fields: fieldsSchema,
  width: z.int(),
  height: z.int(),
  model: z.string().nullable(),
  provider: z.string().nullable(),
  timings: z.record(z.string(), z.number()),
  tokens: z.int(),
  takenAt: z.number(),
  /** With `--sure`. */
  readings: z.array(z.strictObject({ reading: readingSchema, text: z.string() })).optional(),
  claims: z.array(z.strictObject({ text: z.string(), count: z.int(), of: z.int() })).optional(),
})

async function answerOf(args: readonly string[], stdin?: Uint8Array) {
  const { code, stdout, stderr } = await descry([...args, '--json', '--no-sounds'], undefined, stdin)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return answerSchema.parse(JSON.parse(stdout))
}

describe('describing with --sure', () => {
  test('reads the picture five times and says what all readings say, without a hedge', async () => {
    const { text, readings = [], claims } = await answerOf(['describe', sample('chelsea.png'), '--sure'])
    expect(text).toBe('All five readings say a tabby.')
    expect(claims).toEqual([{ text: 'a tabby', count: 5, of: 5 }])
    expect(readings).toHaveLength(5)
    // No text was found in this photograph.
    expect(readings.filter(({ reading }) => reading.mirrored)).toHaveLength(1)
    expect(new Set(readings.map(({ reading }) => JSON.stringify(reading))).size).toBe(5)
  })

  test('without it a picture is read once', async () => {
    expect(await answerOf(['describe', sample('chelsea.png')])).not.toHaveProperty('claims')
  })
})

describe('describing the model card’s pictures', () => {
  // Sentences that the answer's rules let through as they are: nobody's sex is guessed, no object
  // outside the model's own list is named.
  test.each([
    ['chelsea.png', 'It looks like a photo of a tabby.'],
    ['coffee.png', 'It looks like a photo of a bagel.'],
    ['china.png', 'It looks like a group of people are standing on a pier overlooking a city.'],
  ])('%s prints the card’s sentence, hedged once', async (file, sentence) => {
    const { code, stdout } = await descry(['describe', sample(file), '--quiet'])
    expect(code).toBe(0)
    expect(stdout.split('\n')[0]).toBe(sentence)
    expect(stdout.match(/It looks like/g)).toHaveLength(1)
    expect(sentence.toLowerCase()).toContain(cardAnswer(file, 'Describe this image.').toLowerCase())
  })

  // All nine, every prompt: the engine's conformance tests. These four show that the words get through.
  test.each(['chelsea.png', 'coffee.png', 'china.png', 'flower.png'])(
    '%s gives the card’s words untouched in modelText, wrong or not',
    async (file) => {
      const { modelText, kind } = await answerOf(['describe', sample(file)])
      const caption = modelText.find((m) => m.prompt === 'Describe this image.')
      expect(caption?.text.trim()).toBe(cardAnswer(file, 'Describe this image.'))
      expect(kind).toBe('photo')
    },
  )

  test.each([
    ['screen-sign-in-form.png', /sign-in form/],
    ['screen-dialog-box.png', /dialog box/],
    ['screen-code-editor.png', /code editor/],
  ])('%s is told as a screen of its kind', async (file, kind) => {
    const answer = await answerOf(['describe', sample(file)])
    expect(answer.kind).toBe('screen')
    expect(answer.text).toMatch(kind)
  })

  test('the length decides how much is said', async () => {
    const brief = await answerOf(['describe', sample('china.png'), '--length', 'brief'])
    const full = await answerOf(['describe', sample('china.png'), '--length', 'full'])
    expect(full.modelText.length).toBeGreaterThan(brief.modelText.length)
    expect(full.sentences.length).toBeGreaterThan(brief.sentences.length)
  })

  test('without a hedge the model’s words stand bare', async () => {
    const { stdout } = await descry(['describe', sample('chelsea.png'), '--quiet', '--hedge', 'none'])
    expect(stdout.split('\n')[0]).toBe('A photo of a tabby.')
  })
})

test('JSON is one line in the documented shape, with model, provider and timings', async () => {
  const answer = await answerOf(['describe', sample('screen-sign-in-form.png')])
  expect(answer).toMatchObject({ verb: 'describe', width: 224, height: 224, model: 'descry-nano' })
  expect(answer.provider).toBeTruthy()
  expect(answer.timings['total']).toBeGreaterThan(0)
  expect(answer.text).toBe(answer.sentences.map((s) => s.text).join(' '))
})

test('a picture comes through the standard input as it does from a file', async () => {
  const bytes = await readFile(sample('chelsea.png'))
  const { text } = await answerOf(['describe', '-'], bytes)
  expect(text).toBe((await answerOf(['describe', sample('chelsea.png')])).text)
})

test('several pictures are answered in turn, each after its name', async () => {
  const { code, stdout } = await descry([
    'describe',
    sample('chelsea.png'),
    sample('china.png'),
    '-q',
    '-l',
    'brief',
  ])
  expect(code).toBe(0)
  const lines = stdout.trimEnd().split('\n')
  expect(lines[0]).toBe('Picture 1 of 2, chelsea.png.')
  expect(lines[1]).toMatch(/tabby/)
  expect(lines.indexOf('Picture 2 of 2, china.png.')).toBeGreaterThan(1)
})

test('reading prints the text that is in the picture', async () => {
  const picture = join(await emptyFolder(), 'letter.png')
  const { default: sharp } = await import('sharp')
  const page = [
    '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="200">',
    '<rect width="900" height="200" fill="white"/>',
    '<text x="40" y="110" font-family="sans-serif" font-size="44">Save changes before closing</text></svg>',
  ].join('')
  await writeFile(picture, await sharp(Buffer.from(page)).png().toBuffer())
  const { code, stdout, stderr } = await descry(['read', picture, '--quiet', '--no-sounds'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout.toLowerCase().replace(/[^a-z]/g, '')).toContain('savechangesbeforeclosing')
})

test('without a verb and a display says so, and describes the sample picture', async () => {
  const { code, stdout, stderr } = await descry(['--quiet', '--no-sounds'])
  expect(code).toBe(0)
  expect(stderr).toMatch(/^There is no display here/)
  expect(stdout).toMatch(/tabby/)
})

test('speaks into a sound file', async () => {
  const wav = join(await emptyFolder(), 'answer.wav')
  const { code, stderr } = await descry(
    ['describe', sample('chelsea.png'), '--wav', wav, '--no-sounds'],
    await surroundings(),
  )
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect((await readFile(wav)).subarray(0, 4).toString()).toBe('RIFF')
})
