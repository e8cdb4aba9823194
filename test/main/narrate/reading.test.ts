import { describe, expect, test } from 'vitest'
import { createMessages } from '../../../src/shared/messages'
import type { TextLine } from '../../../src/shared/text-line'
import { readingSentences } from '../../../src/main/narrate/reading'
import { choiceOf, fieldOf, tableOf } from '../../support/tables'

const messages = createMessages('en')
const texts = (lines: readonly TextLine[], length: 'brief' | 'normal' | 'full') =>
  readingSentences({ lines, tables: [], fields: [] }, length, messages).map((s) => s.text)

function line(text: string, y: number, block = 0, confidence = 0.99): TextLine {
  return { text, confidence, block, box: { x: 0, y, width: text.length * 10, height: 20 } }
}

const column = Array.from({ length: 20 }, (_, i) => line(`Word one two three number ${i}.`, 100 + i * 30, 1))
const page = [line('Menu', 0), ...column]

test('the main block is read first, about forty words of it, and where that is in the text', () => {
  const [text, position] = texts(page, 'normal')
  expect(text?.split(' ')).toHaveLength(36)
  expect(text).toMatch(/^Word one two three number 0\./)
  expect(position).toBe('Line 7 of 21, more at full length.')
})

test('at full length every line is read, a sentence a block, in reading order', () => {
  const all = texts(page, 'full')
  expect(all).toHaveLength(2)
  expect(all[0]).toBe('Menu.')
  expect(all[1]).toContain('number 19.')
})

test('at brief length one line is read', () => {
  expect(texts(page, 'brief')[0]).toBe('Word one two three number 0.')
})

test('an unsure line is called unclear where it stands, and noise is left out', () => {
  expect(texts([line('Total', 0), line('1Z,50', 30, 0, 0.6), line('~~', 60, 0, 0.1)], 'full')).toEqual([
    'Total. unclear: 1Z,50.',
  ])
})

test('a sentence that runs over two lines is read as one', () => {
  expect(texts([line('The ferry leaves', 0), line('at half past seven.', 30)], 'full')).toEqual([
    'The ferry leaves at half past seven.',
  ])
})

test('a picture without text is said to have none', () => {
  expect(texts([], 'normal')).toEqual(['No text was found.'])
})

test('where more is a key away, that is said', () => {
  expect(readingSentences({ lines: page, tables: [], fields: [] }, 'normal', messages, { canGoOn: true }).at(-1)?.text).toBe('Line 7 of 21, more with M.')
})

test('where hints are not wanted, only the place is said', () => {
  for (const canGoOn of [true, false]) {
    expect(readingSentences({ lines: page, tables: [], fields: [] }, 'normal', messages, { canGoOn, hints: false }).at(-1)?.text).toBe('Line 7 of 21.')
  }
})

describe('a table', () => {
  const { table, lines: cells } = tableOf(['Name|Price', 'Ada|3', 'Bob|', 'Cleo|5'], { caption: 'Prices', from: 2, confidences: { '3,1': 0.7 } })
  const all = { lines: [line('Shop', 0), line('Prices', 80), ...cells], tables: [table], fields: [] }
  const read = (length: 'brief' | 'normal' | 'full', text = all) => readingSentences(text, length, messages).map((s) => s.text)

  test('that is the main part is read row by row, each cell with its header', () => {
    expect(read('normal')).toEqual([
      'Table with 2 columns and 4 rows.',
      'Prices.',
      'Name: Ada. Price: 3.',
      'Name: Bob. Price: empty.',
      'Name: Cleo. Price: unclear: 5.',
      'Line 9 of 9, more at full length.',
    ])
  })

  test('is named at brief length, and at full length stands among the rest with its caption once', () => {
    expect(read('brief')).toEqual(['Table with 2 columns and 4 rows.', 'Prices.'])
    expect(read('full').slice(0, 4)).toEqual(['Shop.', 'Table with 2 columns and 4 rows.', 'Prices.', 'Name: Ada. Price: 3.'])
  })

  test('that is long says up to forty words of rows, and which row that is', () => {
    const long = tableOf(['Name|Price', ...Array.from({ length: 30 }, (_, i) => `Person ${i}|${i}`)])
    const said = readingSentences({ lines: long.lines, tables: [long.table], fields: [] }, 'normal', messages, { canGoOn: true }).map((s) => s.text)
    expect(said.slice(0, 2)).toEqual(['Table with 2 columns and 31 rows.', 'Name: Person 0. Price: 0.'])
    expect(said.at(-1)).toBe('Row 9 of 31, more with M.')
  })

  test('without headers is read by its cells, and one of headers alone by these', () => {
    const plain = tableOf(['Ada|3', 'Bob|4'], { headerRows: 0 })
    expect(read('full', { lines: plain.lines, tables: [plain.table], fields: [] })).toEqual(['Table with 2 columns and 2 rows.', 'Ada. 3.', 'Bob. 4.'])
    const bare = tableOf(['Name|Price'])
    expect(read('full', { lines: bare.lines, tables: [bare.table], fields: [] })).toEqual(['Table with 2 columns and 1 row.', 'Name. Price.'])
  })

  test('beside a longer text waits for its turn', () => {
    expect(readingSentences({ ...all, lines: [...all.lines, ...column] }, 'normal', messages)[0]?.text).toMatch(/^Word one two/)
  })
})

test('a form is read in pairs, though its labels stand in one column and what is filled in in another', () => {
  const form = [line('Name:', 0), line('Town:', 30), line('Ada', 0, 1), line('Ulm', 30, 1)]
  const fields = [fieldOf('Name:', 'Ada', [0, 2]), fieldOf('Town:', 'Ulm', [1, 3])]
  expect(readingSentences({ lines: form, tables: [], fields }, 'normal', messages).map((s) => s.text)).toEqual(['Name: Ada. Town: Ulm.'])
})

test('check boxes are read with their state, and one that is hard to read as such', () => {
  const form = [line('Remember me', 0), line('Send news', 30), { ...line('Gift wrap', 60), confidence: 0.7 }]
  const fields = [choiceOf('Remember me', true, 0), choiceOf('Send news', false, 1), choiceOf('Gift wrap', true, 2, 0.7)]
  const read = (locale: 'en' | 'de') => readingSentences({ lines: form, tables: [], fields }, 'normal', createMessages(locale)).map((s) => s.text)
  expect(read('en')).toEqual(['Remember me: checked. Send news: not checked. unclear: Gift wrap: checked.'])
  expect(read('de')).toEqual(['Remember me: aktiviert. Send news: nicht aktiviert. unklar: Gift wrap: aktiviert.'])
})

describe('a form whose fields stand far apart', () => {
  const form = [
    line('Your account', 0),
    ...[line('First name', 60, 1), line('Ada', 90, 1)],
    ...[line('Last name', 150, 2), line('Lovelace', 180, 2), line('Known already.', 240, 3)],
    ...[line('Town', 300, 4), line('Ulm', 330, 4)],
    line('Keep me signed in', 390, 5),
    ...[line('Privacy', 500, 6), line('About us', 530, 7)],
    ...[line('Find', 600, 8), line('soup', 600, 8)],
  ]
  const fields = [fieldOf('First name', 'Ada', [1, 2]), fieldOf('Last name', 'Lovelace', [3, 4]), fieldOf('Town', 'Ulm', [6, 7]), choiceOf('Keep me signed in', true, 8), fieldOf('Find', 'soup', [11, 12])]
  const read = (length: 'brief' | 'normal' | 'full') => readingSentences({ lines: form, tables: [], fields }, length, messages).map((s) => s.text)

  test('is read from its first field on, with what stands between them, and without what is elsewhere', () => {
    expect(read('normal')).toEqual(['First name: Ada. Last name: Lovelace. Known already. Town: Ulm. Keep me signed in: checked.', 'Line 9 of 13, more at full length.'])
    expect(read('brief')[0]).toBe('First name: Ada.')
  })

  test('can be stopped between them at full length', () => {
    expect(read('full')).toEqual(['Your account.', 'First name: Ada.', 'Last name: Lovelace.', 'Known already.', 'Town: Ulm.', 'Keep me signed in: checked.', 'Privacy.', 'About us.', 'Find: soup.'])
  })
})

test('what is not filled in is said to be empty where others are filled in, and a password to be not readable', () => {
  const form = [line('Name:', 0), line('Ada', 0, 1), line('Town:', 30), line('Password:', 60), line('yes', 90, 2)]
  const fields = [fieldOf('Name:', 'Ada', [0, 1]), fieldOf('Town:', '', [2]), { ...fieldOf('Password:', '', [3]), marked: true as const }]
  const read = (all: typeof fields) => readingSentences({ lines: form, tables: [], fields: all }, 'normal', messages)[0]?.text
  expect(read(fields)).toBe('Name: Ada. Town: empty. Password: not readable.')
  // A heading over an empty box.
  expect(read([fieldOf('Town:', '', [2])])).not.toContain('empty')
})
