import { describe, expect, test } from 'vitest'
import { compare, type ComparedPicture, type ComparisonEngine } from '../../../../src/main/narrate/changed/compare'
import type { Answer, AnswerSentence } from '../../../../src/shared/answer'
import { failure } from '../../../../src/shared/codes'
import { SIGNATURE } from '../../../../src/shared/engine-protocol'
import { createMessages } from '../../../../src/shared/messages'
import type { Picture } from '../../../../src/shared/picture'
import type { TextLine } from '../../../../src/shared/text-line'

type Frame = Extract<Picture, { kind: 'frame' }>

/** A frame of one grey, with the level as what tells it from others. */
const frame = (level: number, width = 40): Frame => ({ kind: 'frame', width, height: 30, format: 'RGBA', t: 0, bytes: new Uint8Array(width * 30 * 4).fill(level) })
const line = (text: string, y = 0): TextLine => ({ text, confidence: 0.99, box: { x: 0, y, width: 20, height: 8 }, block: 0 })
const picture = (of: Frame, part: Partial<ComparedPicture> = {}): ComparedPicture => ({ frame: of, windows: null, ...part })

interface Script {
  /** What is read, by the frame's level. */
  readonly text?: Readonly<Record<number, readonly TextLine[]>>
  readonly empty?: Answer['empty']
  readonly words?: readonly AnswerSentence[]
}

function setUp({ text = {}, empty = null, words = [] }: Script) {
  const asked: string[] = []
  const level = (of: Picture): number => of.bytes[0] ?? 0
  const answer = (part: Partial<Answer>): Answer => ({
    ...{ kind: 'text', empty: null, sentences: [], modelText: [], lines: [], tables: [], fields: [], width: 40, height: 30, model: null },
    ...{ provider: null, timings: {}, tokens: 0, takenAt: 0, ...part },
  })
  const engine: ComparisonEngine = {
    async read(of) {
      asked.push(`read ${level(of)}`)
      const sentences: AnswerSentence[] = empty ? [{ text: 'The picture is blank.', lang: 'en', source: 'gate' }] : []
      return { ok: true, answer: answer({ lines: text[level(of)] ?? [], empty, sentences }) }
    },
    async describe(of) {
      asked.push(`describe ${level(of)}`)
      return { ok: true, answer: answer({ sentences: words, modelText: [{ part: 'caption', prompt: '', text: 'a dog' }] }) }
    },
    async look(of) {
      const signature = new Uint8Array(SIGNATURE.columns * SIGNATURE.rows).fill(50)
      signature.fill(level(of), 0, 5)
      return { ok: true, look: { signature, changes: [], light: 0, contrast: 0, sharpness: 0 } }
    },
  }
  const controller = new AbortController()
  const options = { length: 'normal', hedge: 'words', messages: createMessages('en'), takenAt: 0, signal: controller.signal } as const
  const said: string[] = []
  const run = async (before: ComparedPicture, after: ComparedPicture, isCamera = false, locale: 'en' | 'de' = 'en') => {
    const result = await compare(
      { before, after, isCamera, crop: (of) => of },
      engine,
      { ...options, messages: createMessages(locale) },
      { sentence: ({ text: words1 }) => void said.push(words1) },
    )
    return result
  }
  return { run, said, asked, stop: () => controller.abort() }
}

describe('two pictures that are compared', () => {
  test('differ by their text, which is told as it was read; the model is not asked', async () => {
    const { run, said, asked } = setUp({ text: { 1: [line('Total: 12')], 2: [line('Total: 13'), line('Paid', 20)] } })
    await run(picture(frame(1)), picture(frame(2)))
    expect(said).toEqual(['Total: 12 is now: Total: 13', 'New text: Paid.'])
    expect(asked).toEqual(['read 2', 'read 1'])
  })

  test('differ by their windows first', async () => {
    const { run, said } = setUp({ text: { 1: [], 2: [line('Save changes?')] } })
    const bounds = { x: 0, y: 0, width: 10, height: 10 }
    await run(picture(frame(1), { windows: [] }), picture(frame(2), { windows: [{ id: 3, name: 'Question', bounds }] }))
    expect(said).toEqual(['A new window: Question.', 'New text: Save changes?'])
  })

  test('with the same text differ by what the model sees where the light is another one', async () => {
    const { run, said } = setUp({ words: [{ text: 'A dog, probably.', lang: 'en', source: 'model' }, { text: 'No text was found.', lang: 'en', source: 'app' }] })
    const result = await run(picture(frame(1)), picture(frame(200)), true)
    expect(said).toEqual(['Different at the top left. Now there:', 'A dog, probably.'])
    expect(result.ok && result.answer.modelText).toHaveLength(1)
  })

  test('that differ in what nobody can name are said to do so', async () => {
    const { run, said } = setUp({})
    await run(picture(frame(1)), picture(frame(200)))
    expect(said.at(-1)).toBe("Something looks different; I can't tell what.")
  })

  test('that are alike are said to be, without the model', async () => {
    const { run, said, asked } = setUp({ text: { 1: [line('Total: 12')] } })
    await run(picture(frame(1)), picture(frame(1)))
    expect([said, asked.some((one) => one.startsWith('describe'))]).toEqual([['Nothing has changed.'], false])
  })

  test('of which the new one is blank are not said to have lost their text', async () => {
    const { run, said } = setUp({ text: { 1: [line('Total: 12')] }, empty: 'blank' })
    await run(picture(frame(1)), picture(frame(2)))
    expect(said).toEqual(['The picture is blank.'])
  })

  test('in German are told of in German, with English text in English', async () => {
    const { run, said } = setUp({ text: { 1: [], 2: [line('You have mail and it is not for the cat')] } })
    await run(picture(frame(1)), picture(frame(2)), false, 'de')
    expect(said).toEqual(['Neuer Text:', 'You have mail and it is not for the cat.'])
  })

  test('are not told of after a stop', async () => {
    const { run, said, stop } = setUp({ text: { 2: [line('Paid')] } })
    stop()
    expect(await run(picture(frame(1)), picture(frame(2)))).toMatchObject({ ok: false, code: 'cancelled' })
    expect(said).toEqual([])
  })

  test('cannot be compared where reading fails, and that is told', async () => {
    const engine: ComparisonEngine = { read: async () => failure('engine-crashed'), describe: async () => failure('engine-crashed'), look: async () => failure('engine-crashed') }
    const options = { length: 'normal', hedge: 'words', messages: createMessages('en'), takenAt: 0, signal: new AbortController().signal } as const
    const result = await compare({ before: picture(frame(1)), after: picture(frame(2)), isCamera: false, crop: (of) => of }, engine, options)
    expect(result).toMatchObject({ ok: false, code: 'engine-crashed' })
  })
})
