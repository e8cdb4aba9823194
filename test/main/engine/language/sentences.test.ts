import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SentenceSplitter } from '../../../../src/main/engine/language/sentences'

/** Splits a text that arrives in pieces of `size` characters. */
function split(text: string, size = text.length || 1): string[] {
  const splitter = new SentenceSplitter()
  const out: string[] = []
  for (let at = 0; at < text.length; at += size) out.push(...splitter.push(text.slice(at, at + size)))
  return [...out, ...splitter.end()]
}

describe('a stream of text cut into sentences', () => {
  test.each([
    ['A dog. A cat.', ['A dog.', 'A cat.']],
    ['Is it a dog? Yes! It runs.', ['Is it a dog?', 'Yes!', 'It runs.']],
    ['Dr. Smith sits at a desk. He reads.', ['Dr. Smith sits at a desk.', 'He reads.']],
    ['Version 2.5 is out. Good.', ['Version 2.5 is out.', 'Good.']],
    ['It says "Stop." There is a wall.', ['It says "Stop."', 'There is a wall.']],
    ['Signed by J. Doe. The end.', ['Signed by J. Doe.', 'The end.']],
    ['Fruit, e.g. apples. Bread.', ['Fruit, e.g. apples.', 'Bread.']],
    ['One line\nAnother line', ['One line', 'Another line']],
    ['No mark at the end', ['No mark at the end']],
    ['  ', []],
  ])('%s', (text, sentences) => {
    expect(split(text)).toEqual(sentences)
  })

  test('a sentence comes out before the next one is finished', () => {
    const splitter = new SentenceSplitter()
    expect(splitter.push('A man rides a bike.')).toEqual([])
    expect(splitter.push(' He')).toEqual(['A man rides a bike.'])
  })

  test('how the text was cut into pieces changes nothing', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 7 }), (noise, size) => {
        const text = `A dog. ${noise}. Dr. Who? Yes! 1.5 km\nEnd.`
        expect(split(text, size)).toEqual(split(text, 1))
      }),
    )
  })

  test('nothing is lost and nothing is added but white space', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'B', '.', '!', ' ', '\n', '"', '3') }), (text) => {
        expect(split(text).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
      }),
    )
  })
})
