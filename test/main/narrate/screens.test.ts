import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer } from '../../../src/shared/answer'
import { createMessages } from '../../../src/shared/messages'
import { createNarrator, type Narrator } from '../../../src/main/narrate/narrator'
import { ROOT } from '../../cli/e2e/support/build'
import { buildBeforeAll } from '../../cli/e2e/support/run-cli'

// The real engine over rendered screens whose text is known: what is said of them must be true.
buildBeforeAll()

interface Screen {
  readonly file: string
  readonly kind: string
  readonly headline: string
}

const FOLDER = join(ROOT, 'test', 'support', 'screens', 'fixtures')
const { screens } = JSON.parse(readFileSync(join(FOLDER, 'truth.json'), 'utf8')) as { screens: readonly Screen[] }

/** What a kind of screen may be called. */
const CALLED: Readonly<Record<string, RegExp>> = {
  settings: /settings/,
  mail: /mail/,
  'code-editor': /code editor/,
  dialog: /dialog|message box/,
  'sign-in': /sign-in/,
  table: /spreadsheet|table/,
  files: /file/,
  article: /web page|article|document/,
  shop: /web page|shop/,
  terminal: /terminal/,
  form: /form|web page/,
  chat: /chat/,
  calendar: /calendar/,
  dashboard: /dashboard|chart|web page/,
}

let narrator: Narrator
const answers = new Map<Screen, Answer>()

beforeAll(async () => {
  narrator = createNarrator()
  for (const screen of screens) {
    const bytes = new Uint8Array(readFileSync(join(FOLDER, screen.file)))
    const result = await narrator.describe(
      { kind: 'encoded', bytes },
      { length: 'normal', hedge: 'words', messages: createMessages('en'), takenAt: 0, signal: new AbortController().signal },
    )
    if (!result.ok) throw new Error(`${screen.file}: ${result.code} ${result.detail ?? ''}`)
    answers.set(screen, result.answer)
  }
}, 600_000)
afterAll(() => narrator.close())

const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
const read = (answer: Answer): string => answer.lines.map((line) => line.text).join('\n')
const count = (judge: (screen: Screen, answer: Answer) => boolean): number =>
  [...answers].filter(([screen, answer]) => judge(screen, answer)).length

/** The model's sentence about the kind, as it was said, or undefined. */
function saidKind({ sentences }: Answer): string | undefined {
  return sentences.find((sentence) => sentence.source === 'model')?.text
}

describe(`of ${screens.length} rendered screens`, () => {
  test('every one is taken for a screen', () => {
    expect(count((_, answer) => answer.kind === 'screen')).toBe(screens.length)
  })

  test('at least four in five have their headline said first', () => {
    const first = count(({ headline }, { sentences }) => {
      const text = sentences.flatMap((sentence) => (sentence.source === 'recogniser' ? [sentence.text] : [])).join(' ')
      return letters(text).startsWith(`itsays${letters(headline)}`)
    })
    expect(first).toBeGreaterThanOrEqual(screens.length * 0.8)
  })

  test('of the kinds that are said, at least two in three are right, and some are said', () => {
    const said = count((_, answer) => saidKind(answer) !== undefined)
    const right = count(({ kind }, answer) => CALLED[kind]?.test(saidKind(answer) ?? '') ?? false)
    expect(said).toBeGreaterThanOrEqual(8)
    expect(right / said).toBeGreaterThanOrEqual(2 / 3)
  })

  test('no digit, name or quotation in the words of the model is one that was not read', () => {
    const invented = [...answers].flatMap(([{ file }, answer]) =>
      answer.sentences
        .filter((sentence) => sentence.source === 'model')
        .flatMap(({ text }) => text.match(/\p{N}+|["“„]|(?<=\p{Ll} )\p{Lu}\p{L}*/gu) ?? [])
        .filter((claim) => !read(answer).includes(claim))
        .map((claim) => `${file}: ${claim}`),
    )
    expect(invented).toEqual([])
  })

  test('every word that is stated as fact is one that was read', () => {
    const lost = [...answers].flatMap(([{ file }, answer]) => {
      const known = letters(read(answer))
      return answer.sentences
        .filter((sentence) => sentence.source === 'recogniser')
        .flatMap(({ text }) => text.replace(/^It says: ?/, '').split(' ').map(letters))
        .filter((word) => !known.includes(word))
        .map((word) => `${file}: ${word}`)
    })
    expect(lost).toEqual([])
  })
})
