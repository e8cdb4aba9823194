import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { claimsOf, type Grounds, type HeardReading } from '../../../../src/main/narrate/doubt/claims'
import { textLines } from '../../../support/app/scripted-narrator'

const PHOTO: Grounds = { isScreen: false, lines: [], objects: { has: (name) => name !== 'torrel' } }
const reading = (text: string, isMirrored = false): HeardReading => ({ isMirrored, sentences: [{ part: 'caption', text }] })
const counts = (texts: readonly string[], grounds = PHOTO): Record<string, number> =>
  Object.fromEntries(claimsOf(texts.map((text) => reading(text)), grounds).map((claim) => [claim.text, claim.readings.length]))

describe('what several readings say', () => {
  test('is counted once a reading, however often it says so', () => {
    expect(counts(['A dog and a dog.', 'A dog.', 'A cat.'])).toEqual({ 'a dog': 2, 'a cat': 1 })
  })

  test('is the same in other forms of the words', () => {
    expect(counts(['A dog runs through the grass.', 'A dog is running.', 'The dog is running on the grass.'])).toEqual({
      'a dog': 3,
      'the grass': 2,
      'the dog is running': 3,
    })
  })

  test('contradictions stand side by side', () => {
    expect(counts(['A dog.', 'A dog.', 'A dog.', 'A cat.', 'A cat.'])).toEqual({ 'a dog': 3, 'a cat': 2 })
  })

  test('what a verb is about is said as far as all say the same', () => {
    expect(counts(['A person is holding a red ball.', 'A person is holding a red cup.'])).toMatchObject({ 'the person is holding something': 2 })
    expect(counts(['A person is holding a red and white ball.', 'A person is holding a red and black toy.'])).toMatchObject({ 'the person is holding something': 2 })
    expect(counts(['A person is riding a horse.', 'A person is riding a horse on a road.'])).toMatchObject({ 'the person is riding a horse': 2 })
  })

  test('of another kind speaks for what it is, where that is said', () => {
    expect(counts(['A tabby.', 'A cat.', 'A cat.'])).toEqual({ 'a cat': 3, 'a tabby': 1 })
    expect(counts(['A tabby.', 'A tabby.'])).toEqual({ 'a tabby': 2 })
    expect(counts(['A soccer ball.', 'A ball.'])).toEqual({ 'a ball': 2, 'a soccer ball': 1 })
  })

  test('is one where some say one and others several, and how many is a claim of its own', () => {
    expect(counts(['A dog.', 'Two dogs.', 'Two dogs.', 'Some dogs.'])).toEqual({ 'a dog': 4, 'some dogs': 3, 'two dogs': 2 })
    expect(counts(['Two dogs.', 'Two dogs.', 'A dog.'])).toEqual({ 'a dog': 3, 'two dogs': 2 })
    expect(counts(['Two dogs.', 'Three dogs.'])).toEqual({ dogs: 2, 'two dogs': 1, 'three dogs': 1 })
    expect(counts(['Two dogs.', 'Two dogs.'])).toEqual({ 'two dogs': 2 })
    expect(counts(['Two dogs run.', 'A dog is running.'])).toMatchObject({ 'the dog is running': 2 })
    expect(counts(['People.', 'A soccer player.'])).toEqual({ 'a person': 2, people: 1, 'a soccer player': 1 })
  })

  test('guesses no sex or age', () => {
    expect(counts(['A young boy.', 'A man.', 'A woman.'])).toEqual({ 'a person': 3 })
  })
})

describe('what a model cannot know is not counted', () => {
  test.each([
    ['digits', 'A bus with the number 42.'],
    ['quotations', 'A sign that says "Stop".'],
    ['names', 'A person in Berlin.'],
    ['objects that it cannot spell', 'A photo of a torrel.'],
  ])('%s', (_, text) => {
    expect(counts([text, text, text])).toEqual({})
  })

  test('but for what the recogniser read', () => {
    expect(counts(['A bus with the number 42.'], { ...PHOTO, lines: textLines('42') })).toMatchObject({ 'a bus': 1 })
  })
})

describe('a mirrored reading', () => {
  test('is not counted for what names a side', () => {
    const claims = claimsOf([reading('A person is looking left.', true), reading('A person is looking left.')], PHOTO)
    expect(claims.map(({ text, readings }) => [text, readings])).toEqual([['a person', [0, 1]], ['the person is looking left', [1]]])
  })
})

describe('a screen', () => {
  const SCREEN: Grounds = { ...PHOTO, isScreen: true }
  test('is called by one name for each kind', () => {
    expect(counts(['An email inbox.', 'A dark mail window with folders on the left.', 'A chat window.'], SCREEN)).toEqual({ 'a mail window': 2, 'a chat window': 1 })
  })

  test('is not called what its text speaks against', () => {
    const lines = textLines('Dear Anna,', 'thank you for the flowers.', 'They are on the table now.', 'Yours, Tom')
    expect(counts(['A code editor.', 'A code editor.'], { ...SCREEN, lines })).toEqual({})
  })
})

describe('for any readings', () => {
  const captions = fc.constantFrom('A dog.', 'A cat on a sofa.', 'A dog is running.', 'Two dogs run.', 'A red car.', 'A tabby.', 'People.', '', 'A torrel with 7 legs.')
  const readings = fc.array(captions, { minLength: 1, maxLength: 7 })

  test('a count is the number of readings that say so, sorted, never more than there are', () => {
    fc.assert(fc.property(readings, (texts) => {
      const claims = claimsOf(texts.map((text) => reading(text)), PHOTO)
      const many = claims.map((claim) => claim.readings.length)
      expect(many).toEqual([...many].sort((a, b) => b - a))
      for (const claim of claims) {
        expect(new Set(claim.readings).size).toBe(claim.readings.length)
        expect(claim.readings.every((number) => number >= 0 && number < texts.length)).toBe(true)
      }
      expect(new Set(claims.map(({ text }) => text)).size).toBe(claims.length)
    }))
  })

  test('what one says alone, all of equal readings say', () => {
    fc.assert(fc.property(captions, fc.integer({ min: 1, max: 6 }), (text, times) => {
      const alone = counts([text])
      const repeated = counts(Array.from({ length: times }, () => text))
      expect(repeated).toEqual(Object.fromEntries(Object.keys(alone).map((claim) => [claim, times])))
    }))
  })

  test('the order of the readings changes no count', () => {
    fc.assert(fc.property(readings, (texts) => {
      const backwards = [...texts].reverse()
      const sizes = (all: readonly string[]) => Object.values(counts(all)).sort()
      expect(sizes(backwards)).toEqual(sizes(texts))
    }))
  })
})
