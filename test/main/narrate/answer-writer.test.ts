import { describe, expect, test } from 'vitest'
import type { AnswerSentence } from '../../../src/shared/answer'
import { failure } from '../../../src/shared/codes'
import { createMessages } from '../../../src/shared/messages'
import type { TextLine } from '../../../src/shared/text-line'
import { AnswerWriter, type WriterOptions } from '../../../src/main/narrate/answer-writer'
import { objectNames } from '../../../src/main/models/object-names'

const SIZE = { width: 1000, height: 800 }

function writer(options: Partial<WriterOptions> = {}): AnswerWriter {
  const objects = objectNames(['tabby', 'seashore'])
  return new AnswerWriter({ length: 'normal', hedge: 'words', messages: createMessages('en'), objects, ...options })
}

function line(text: string, y: number, height = 20, confidence = 0.99, block = 0): TextLine {
  return { text, confidence, block, box: { x: 300, y, width: text.length * height * 0.5, height } }
}

const texts = (sentences: readonly AnswerSentence[]) => sentences.map((s) => s.text)

describe('a photograph', () => {
  test('its caption is said at once, hedged and as a guess of the model', () => {
    expect(writer().claim('caption', 'A man rides a horse.')).toEqual([
      { text: 'It looks like a person rides a horse.', lang: 'en', source: 'model' },
    ])
  })

  test('one hedge an answer', () => {
    const w = writer({ length: 'full' })
    w.claim('caption', 'A dog runs.')
    w.recognised({ lines: [], ...SIZE })
    expect(texts(w.claim('detail', 'The grass is green.'))).toEqual(['The grass is green.'])
  })

  test('a misspelt object gives way to the main object, if the model can spell that', () => {
    const w = writer()
    expect(w.claim('caption', 'A photo of a torrel.')).toEqual([])
    expect(texts(w.claim('object', 'A seashore.'))).toEqual(['It looks like a seashore.'])
  })

  test('where nothing can be said of it, that is said', () => {
    const w = writer()
    w.claim('caption', 'A photo of a torrel.')
    expect(texts(w.claim('object', 'A torrel.'))).toEqual(["A photo; I can't tell what it shows."])
  })

  test('a claim with digits waits for the recogniser and is dropped where it did not read them', () => {
    const w = writer()
    expect(w.claim('caption', 'A bus with the number 42.')).toEqual([])
    expect(w.modelDone()).toEqual([])
    expect(texts(w.recognised({ lines: [line('Line 17', 100)], ...SIZE }))).toEqual([
      "A photo; I can't tell what it shows.",
      'It says: Line 17.',
    ])
  })

  test('and is said where it did', () => {
    const w = writer()
    w.claim('caption', 'A bus with the number 42.')
    w.modelDone()
    expect(texts(w.recognised({ lines: [line('Bus 42', 100)], ...SIZE }))).toEqual([
      'It looks like a bus with the number 42.',
      'It says: Bus 42.',
    ])
  })

  test('text that came early waits for the caption', () => {
    const w = writer()
    expect(w.recognised({ lines: [line('STOP', 100)], ...SIZE })).toEqual([])
    expect(texts(w.claim('caption', 'A red sign.'))).toEqual(['It looks like a red sign.'])
    expect(texts(w.modelDone())).toEqual(['It says: STOP.'])
  })

  test('nothing is said twice', () => {
    const w = writer({ length: 'full' })
    w.recognised({ lines: [], ...SIZE })
    w.claim('caption', 'A photo of a tabby.')
    w.claim('object', 'A tabby.')
    expect(w.claim('detail', 'A photo of a tabby.')).toEqual([])
  })
})

describe('a screen', () => {
  function screen(options: Partial<WriterOptions> = {}): AnswerWriter {
    const w = writer(options)
    w.kind('screen')
    return w
  }

  const form = [line('Sign in', 150, 40, 0.99, 1), line('Email', 260, 18, 0.99, 2), line('Password', 300, 18, 0.99, 2), line('Forgot it?', 340, 18, 0.99, 2)]

  test('that it is one is said at once, its kind when the text bears it out, then its headline and text as fact', () => {
    const w = writer()
    expect(texts(w.kind('screen'))).toEqual(['A screenshot.'])
    expect(w.claim('screen-kind', 'A sign-in form.')).toEqual([])
    w.modelDone()
    expect(w.recognised({ lines: form, ...SIZE })).toEqual([
      { text: 'It looks like a sign-in form.', lang: 'en', source: 'model' },
      { text: 'It says: Sign in. Email. Password. Forgot it?', lang: 'en', source: 'recogniser' },
    ])
  })

  test('a kind that its text speaks against is not said', () => {
    const w = screen()
    w.claim('screen-kind', 'A code editor.')
    w.modelDone()
    expect(texts(w.recognised({ lines: form, ...SIZE }))).toEqual(['It says: Sign in. Email. Password. Forgot it?'])
  })

  test('a brief answer has the headline only', () => {
    const w = screen({ length: 'brief' })
    w.claim('screen-kind', 'A form.')
    w.modelDone()
    expect(texts(w.recognised({ lines: [line('Settings', 100, 40), line('Wi-Fi', 200)], ...SIZE }))).toEqual([
      'It looks like a form.',
      'It says: Settings.',
    ])
  })

  test('a full answer has every line, the unsure ones named so, and the noise left out', () => {
    const w = screen({ length: 'full' })
    w.claim('screen-kind', 'A form.')
    w.modelDone()
    const lines = [line('Settings', 100, 40), line('W1-F1', 200, 20, 0.6), line('#*', 300, 20, 0.2), line('Sound', 400, 20, 0.99, 1)]
    expect(texts(w.recognised({ lines, ...SIZE }))).toEqual([
      'It looks like a form.',
      'It says: Settings.',
      'Sound.',
      'unclear: W1-F1.',
    ])
  })

  test('a missing recogniser is said, with what to do', () => {
    const w = screen()
    w.claim('screen-kind', 'A form.')
    w.modelDone()
    expect(texts(w.recognised(failure('recogniser-not-installed')))).toEqual([
      'It looks like a form.',
      'Text recognition is not installed, so text in the picture is not read. Run npm start once with a network connection.',
    ])
  })
})

test('the model speaks English and the recognised text is framed in the language of the interface', () => {
  const w = writer({ messages: createMessages('de') })
  expect(w.claim('caption', 'A red sign.')[0]?.lang).toBe('en')
  w.modelDone()
  expect(w.recognised({ lines: [line('HALT', 100)], ...SIZE })).toEqual([
    { text: 'Da steht: HALT.', lang: 'de', source: 'recogniser' },
  ])
})

test('text in another language than the interface is handed to a voice of its own language', () => {
  const w = writer()
  w.claim('caption', 'A red sign.')
  w.modelDone()
  expect(w.recognised({ lines: [line('Betreten der Baustelle nicht gestattet, Eltern haften für ihre Kinder', 100)], ...SIZE })).toEqual([
    { text: 'It says:', lang: 'en', source: 'recogniser' },
    { text: 'Betreten der Baustelle nicht gestattet, Eltern haften für ihre Kinder.', lang: 'de', source: 'recogniser' },
  ])
})
