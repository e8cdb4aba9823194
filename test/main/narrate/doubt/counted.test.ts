import { describe, expect, test } from 'vitest'
import { claimsOf } from '../../../../src/main/narrate/doubt/claims'
import { countedSentences } from '../../../../src/main/narrate/doubt/counted'
import type { Length } from '../../../../src/shared/engine-protocol'
import { createMessages, type Locale } from '../../../../src/shared/messages'

function said(texts: readonly string[], length: Length = 'normal', locale: Locale = 'en') {
  const readings = texts.map((text) => ({ isMirrored: false, sentences: [{ part: 'caption' as const, text }] }))
  const claims = claimsOf(readings, { isScreen: false, lines: [], objects: { has: () => true } })
  return countedSentences(claims, texts.length, length, createMessages(locale))
}
const words = (...given: Parameters<typeof said>): string => said(...given).map(({ text }) => text).join(' ')

const DOG = 'A dog.'
const RUNS = 'A dog is running.'

describe('counted claims', () => {
  test('are said with how many say so, those of most first', () => {
    expect(words([DOG, RUNS, RUNS, DOG, DOG])).toBe('All five readings say a dog. Two of five say it is running.')
  })

  test('of the same readings are said together', () => {
    expect(words(['A dog on the grass.', 'A dog on the grass.'])).toBe('Both readings say a dog and the grass.')
  })

  test('that contradict each other are both said', () => {
    expect(words([DOG, DOG, DOG, 'A cat.', 'A cat.'])).toBe('Three of five say a dog. Two of five say a cat.')
  })

  test('of one reading each are said at the end, as that', () => {
    expect(words([DOG, DOG, DOG, 'A cat.', 'A fox.'])).toBe('Three of five say a dog. One each says: a cat; a fox.')
    expect(words([DOG, DOG, DOG, DOG, 'A cat.'])).toBe('Four of five say a dog. One of five says a cat.')
  })

  test('where no two readings agree, that is said first', () => {
    expect(words([DOG, 'A cat.', 'A fox.'])).toBe('No two of the three readings agree. One each says: a dog; a cat; a fox.')
  })

  test('name their thing again where another came between, and never call a person it', () => {
    expect(words([RUNS, RUNS, 'A dog and a cat.'])).toBe('All three readings say a dog. Two of three say it is running. One of three says a cat.')
    expect(words(['A person is running.', 'A person is running.'])).toBe('Both readings say a person. Both readings say the person is running.')
    expect(words(['Two dogs run.', 'Two dogs run.'])).toBe('Both readings say two dogs. Both readings say they are running.')
  })

  test('say of how many there are what is said of it, and of one it, of several they', () => {
    expect(words(['Two dogs run.', 'Two dogs are running.', 'A dog.'])).toBe('All three readings say a dog. Two of three say two dogs. Two of three say they are running.')
    expect(words(['A dog.', 'A dog.', 'Two dogs.', 'Dogs are running.', 'Dogs are running.'])).toBe(
      'All five readings say a dog. Three of five say dogs. Two of five say they are running. One of five says two dogs.',
    )
  })

  test('of a picture that could be read once only are the only reading', () => {
    expect(words([DOG])).toBe('The only reading says a dog.')
  })

  test('carry no hedge: the count is one', () => {
    expect(words([DOG, DOG])).not.toMatch(/looks like|probably/)
  })

  test('are cut to what most say at brief length, and whole at full length', () => {
    const texts = [DOG, DOG, 'A cat.', 'A fox.', 'A hat.', 'A car.', 'A bus.']
    expect(words(texts, 'brief')).toBe('Two of seven say a dog.')
    expect(words(texts, 'full')).toBe('Two of seven say a dog. One each says: a cat; a fox; a hat; a car; a bus.')
    expect(words(texts, 'normal')).toBe('Two of seven say a dog. One each says: a cat; a fox; a hat.')
  })

  test("are the model's words in its own language between German ones, each with its language", () => {
    expect(said([DOG, DOG, RUNS, RUNS, 'A cat.'], 'brief', 'de')).toEqual([
      { text: 'Vier von fünf sagen:', lang: 'de', source: 'model' },
      { text: 'A dog.', lang: 'en', source: 'model' },
    ])
    expect(words([DOG, 'A cat.', 'A fox.'], 'normal', 'de')).toBe('Von den drei Lesungen stimmen keine zwei überein. Je eine sagt: A dog; a cat; a fox.')
  })
})
