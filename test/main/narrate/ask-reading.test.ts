import { describe, expect, test } from 'vitest'
import { textAnswer, type TextQuestion } from '../../../src/main/narrate/ask-reading'
import { readingSentences } from '../../../src/main/narrate/reading'
import { createMessages } from '../../../src/shared/messages'
import type { TextLine } from '../../../src/shared/text-line'
import { textLines } from '../../support/app/scripted-narrator'

const SIGN = textLines('Beware of the dog', 'Please use the bell', 'Thank you')

function answer(question: TextQuestion, lines: readonly TextLine[] = SIGN, locale: 'en' | 'de' = 'en') {
  const options = { length: 'normal', hedge: 'words', messages: createMessages(locale), takenAt: 1, signal: new AbortController().signal } as const
  return textAnswer(question, lines, options)
}
const said = (...args: Parameters<typeof answer>) => answer(...args).map(({ text }) => text)

test('what it says is said as reading says it', () => {
  expect(answer({ asks: 'text' })).toEqual(readingSentences(SIGN, 'normal', createMessages('en')))
})

describe('a line', () => {
  test('is said with its place, as fact', () => {
    expect(answer({ asks: 'line', line: 2 })).toEqual([{ text: 'Line 2 of 3: Please use the bell', lang: 'en', source: 'recogniser' }])
  })

  test('is counted from the end, too', () => {
    expect(said({ asks: 'line', line: -1 })).toEqual(['Line 3 of 3: Thank you'])
    expect(said({ asks: 'line', line: -2 })).toEqual(['Line 2 of 3: Please use the bell'])
  })

  test.each([4, -4, 1000])('that is not there (%i) is said not to be, with how many there are', (line) => {
    expect(said({ asks: 'line', line })).toEqual(['There is no such line: 3 lines were read.'])
  })

  test('that could not be read well is unclear', () => {
    const [first] = textLines('Bevvare')
    expect(said({ asks: 'line', line: 1 }, [{ ...first!, confidence: 0.6 }])).toEqual(['Line 1 of 1: unclear: Bevvare'])
  })

  test('keeps its own language where Descry speaks another one', () => {
    expect(answer({ asks: 'line', line: 1 }, textLines('This is the way to the station and not for you'), 'de')).toMatchObject([
      { text: 'Zeile 1 von 1:', lang: 'de' },
      { text: 'This is the way to the station and not for you', lang: 'en' },
    ])
  })
})

test('lines are counted without what is only noise', () => {
  const noise = textLines('x').map((line) => ({ ...line, confidence: 0.2 }))
  expect(said({ asks: 'count' }, [...SIGN, ...noise])).toEqual(['3 lines of text were read.'])
  expect(said({ asks: 'count' }, SIGN.slice(0, 1), 'de')).toEqual(['Eine Zeile Text wurde gelesen.'])
})

describe('words', () => {
  test('are found as whole words, whatever their case', () => {
    expect(said({ asks: 'words', words: 'THE' })).toEqual(['Yes, in 2 lines; the first one: Beware of the dog'])
    expect(said({ asks: 'words', words: 'the bell' })).toEqual(['Yes, in one line: Please use the bell'])
  })

  test.each(['do', 'bells', 'dog please', '…'])('that are not there (%s) are said not to have been read', (words) => {
    expect(said({ asks: 'words', words })).toEqual(['No line that was read says so.'])
  })
})

test('a picture without text says so, whatever is asked of its text', () => {
  const none = ['No text was found.']
  expect([said({ asks: 'text' }, []), said({ asks: 'line', line: 1 }, []), said({ asks: 'count' }, []), said({ asks: 'words', words: 'x' }, [])]).toEqual([none, none, none, none])
})
