import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readQuestion, type Question } from '../../../src/main/narrate/question'

/** Every kind of question there is, by its type. */
const KINDS: Readonly<Record<Question['asks'], true>> = { text: true, line: true, count: true, words: true, description: true, open: true, table: true, size: true, row: true, column: true, value: true }

const READ: readonly (readonly [Question, readonly string[]])[] = [
  [
    { asks: 'text' },
    [
      'What does it say?', 'What does the sign say', 'what do the words say', 'Please read it.', 'Read the text', 'Read it again', 'whats the text',
      'Read it out loud', 'Read everything, please', 'What is written here?', "What's written on the label?", 'What text can you see?', 'Can you read it to me?',
      'Was steht da?', 'Was steht auf dem Schild?', 'Was steht da geschrieben?', 'Lies vor', 'Lies mir den Text vor, bitte.', 'Kannst du mir bitte alles vorlesen?', 'Könnten Sie mir das vorlesen?',
    ],
  ],
  [{ asks: 'line', line: 2 }, ['Read the second line', 'read line 2', 'What does the second line say?', 'Line two, please', 'Whats line 2', 'the 2nd line', "What's in the second line?", 'Lies die zweite Zeile vor', 'Was steht in der zweiten Zeile?', 'Zeile 2', 'Lies die 2. Zeile']],
  [{ asks: 'line', line: -1 }, ['Read the last line', 'What does the last line say?', 'Lies die letzte Zeile', 'Was steht in der letzten Zeile']],
  [{ asks: 'line', line: -2 }, ['Read the second to last line', 'the penultimate line', 'Read the next-to-last line', 'Lies die vorletzte Zeile vor']],
  [{ asks: 'line', line: 31 }, ['Read the 31st line', 'Read line number 31 again', 'Lies Zeile 31 noch einmal']],
  [{ asks: 'count' }, ['How many lines?', 'How many lines are there?', 'how many lines of text can you see', 'How many lines does the text have?', 'Wie viele Zeilen?', 'Wieviele Zeilen sind da', 'Wie viele Zeilen hat das Schild']],
  [{ asks: 'words', words: 'sign in' }, ['Does it say sign in?', 'Does the page say “Sign in”?', 'Is the word sign in on the page?', 'Steht da sign in?', 'Kommt das Wort „Sign in“ vor?']],
  [{ asks: 'description' }, ['What is this?', "What's that", 'What do you see?', 'What is in the picture?', 'Describe it', 'What am I looking at?', 'What is in front of me?', 'Was ist das?', 'Was siehst du?', 'Beschreibe das Bild', 'Was ist auf dem Bild zu sehen?']],
  [
    { asks: 'open' },
    [
      'Is there a door?', 'What colour is the first line?', 'How many lines are red?', 'How many people are there?', 'Who wrote the last line?', 'What is this man doing?', 'Why does the sign say so?',
      'Read my mind', 'Ist da eine Tür?', 'Welche Farbe hat die zweite Zeile?', 'Wie viele Menschen sind da?', 'Read the zeroth line', 'line 0', '?', '…',
    ],
  ],
]

describe.each(READ)('%o', (expected, questions) => {
  test.each(questions)('is what is asked by “%s”', (question) => {
    expect(readQuestion(question)).toEqual(expected)
  })
})

test('courtesies, capitals, spaces and marks change nothing', () => {
  const known = READ.flatMap(([expected, questions]) => questions.map((question) => ({ expected, question }))).filter(({ expected }) => expected.asks !== 'words' && expected.asks !== 'open')
  const around = fc.record({
    row: fc.constantFrom(...known),
    before: fc.constantFrom('', 'Please ', 'bitte, ', 'Hey, ', 'Could you please ', '  '),
    after: fc.constantFrom('', '?', ' ?!', '.', ', please', ' bitte?', '   '),
    shout: fc.boolean(),
  })
  fc.assert(
    fc.property(around, ({ row, before, after, shout }) => {
      const asked = `${before}${row.question.replace(/[?.!]+$/, '')}${after}`
      expect(readQuestion(shout ? asked.toUpperCase() : asked)).toEqual(row.expected)
    }),
  )
})

test('every line can be asked for by its number, in both languages', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), fc.constantFrom('Read line N', 'What does line N say?', 'Lies Zeile N vor', 'die N. Zeile'), (line, form) => {
      expect(readQuestion(form.replace('N', String(line)))).toEqual({ asks: 'line', line })
    }),
  )
})

test('whatever is typed is read, and soon', () => {
  const words = fc.array(fc.constantFrom('what', 'does', 'the', 'line', 'lines', 'read', 'second', 'text', 'say', 'it', 'is', 'in', 'how', 'many', 'was', 'steht', 'zeile', '"', '2', ' '), { maxLength: 300 })
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 2000 }), words.map((all) => all.join(' ').slice(0, 2000))), (typed) => {
      expect(Object.keys(KINDS)).toContain(readQuestion(typed).asks)
    }),
  )
})
