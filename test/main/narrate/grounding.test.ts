import { describe, expect, test } from 'vitest'
import { ground, needsLines } from '../../../src/main/narrate/grounding'
import { objectNames } from '../../../src/main/models/object-names'

const objects = objectNames(['tabby', 'seashore', 'German shepherd', 'Model T'])
const lines = [{ text: 'Sale: 25 % off at Karstadt' }]
const judge = (text: string, part = 'caption') => ground(text, part, lines, objects)

describe('what a model may claim', () => {
  test.each([
    ['A dog runs on the beach.'],
    ['A photo of a tabby.'],
    ['A picture of a German shepherd.'],
    ['A shop called Karstadt.'],
    ['A sign with 25 on it.'],
  ])('is said: %s', (text) => {
    expect(judge(text)).toEqual({ keep: true, text })
  })

  test.each([
    ['A photo of a torrel.', 'object'],
    ['A sign with 30 on it.', 'digits'],
    ['A sign that says "" French sign.', 'quotation'],
    ['A sign that says “Sale”.', 'quotation'],
    ["A sign that says 'Sale'.", 'quotation'],
    ['A man named Peter reads.', 'name'],
  ])('is not said: %s (%s)', (text, why) => {
    expect(judge(text)).toEqual({ keep: false, why })
  })

  test('the name of the main object must be one that the model can spell', () => {
    expect(judge('A seashore.', 'object').keep).toBe(true)
    expect(judge('A seashaw.', 'object').keep).toBe(false)
  })

  test("an apostrophe is no quotation: a dog's ball", () => {
    expect(judge("A dog's ball.").keep).toBe(true)
  })

  test('only sentences with digits, quotations or names wait for the recogniser', () => {
    expect(needsLines('A dog runs.')).toBe(false)
    expect(needsLines('A dog called Rex.')).toBe(true)
    expect(needsLines('Two dogs, I think.')).toBe(false)
    expect(needsLines('A 2 on a door.')).toBe(true)
  })
})
