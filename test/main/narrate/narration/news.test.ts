import { describe, expect, test } from 'vitest'
import { News } from '../../../../src/main/narrate/narration/news'

const freshAfter = (said: readonly string[], ...sentences: readonly string[]): string[] => {
  const news = new News()
  news.remember(said, 0)
  return news.fresh(sentences, 1000)
}

test.each([
  ['the same words', 'A dog on a sofa.', 'A dog on a sofa.'],
  ['other small words', 'A dog on a sofa.', 'There is the dog, on its sofa.'],
  ['what kind of picture it is', 'A tabby.', 'A close-up photo of a tabby.'],
  ['another posture', 'A cat lying on a couch.', 'A cat sitting on a couch.'],
  ['less than was said', 'A brown dog on a sofa by the window.', 'A dog by the window.'],
])('%s is no news', (_, said, sentence) => {
  expect(freshAfter([said], sentence)).toEqual([])
})
test.each([
  ['another thing in the same place', 'A cat on a sofa.', 'A dog on a sofa.'],
  ['another colour', 'A red car.', 'A blue car.'],
  ['something else in the hand', 'A man holding a cup.', 'A man holding a phone.'],
  ['more than was said', 'A dog.', 'A dog with a red ball.'],
])('%s is news', (_, said, sentence) => {
  expect(freshAfter([said], sentence)).toEqual([sentence])
})
test('of two sentences that say the same one is news', () => {
  expect(freshAfter([], 'A dog on grass.', 'A photo of a dog on the grass.', 'A tree.')).toEqual(['A dog on grass.', 'A tree.'])
})
test('after ten minutes it is news again', () => {
  const news = new News()
  news.remember(['A dog.'], 0)
  expect(news.fresh(['A dog.'], 9 * 60_000)).toEqual([])
  expect(news.fresh(['A dog.'], 10 * 60_000)).toEqual(['A dog.'])
})

describe('while the camera passes', () => {
  const passing = (...descriptions: readonly string[]): string[] => {
    const news = new News()
    news.remember(['A person on a wall near a building.'], 0)
    return descriptions.flatMap((sentence, i) => {
      const seen = news.passing([sentence], 1000 * i)
      news.remember(seen, 1000 * i)
      return seen
    })
  }
  test('the same in other words, colours and postures is no news, however often', () => {
    expect(passing('A man standing on a red wall.', 'A man standing on a red wall.', 'A young woman sits near a large building.', 'A young woman sits near a large building.')).toEqual([])
  })
  test('a new thing is, once it is named twice running, and not again', () => {
    const dock = 'A person on a dock with boats.'
    expect(passing(dock, 'A person on a wall.', dock, dock, dock)).toEqual([dock])
  })
  test('what was named once could be seen once more', () => {
    const news = new News()
    news.passing(['A dog.'], 0)
    expect(news.wantsMore).toBe(true)
    expect(news.passing(['A dog.'], 1000)).toEqual(['A dog.'])
    expect(news.wantsMore).toBe(false)
  })
})
