import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { objectNames } from '../../../src/main/models/object-names'
import { UNMEASURED, type QuestionLimits } from '../../../src/main/models/question-limits'
import { AskWriter } from '../../../src/main/narrate/ask-writer'
import { failure } from '../../../src/shared/codes'
import { createMessages } from '../../../src/shared/messages'
import type { PictureKind } from '../../../src/shared/picture'
import { textLines } from '../../support/app/scripted-narrator'

const SURE: QuestionLimits = { languages: ['en'], kinds: ['photo'], conversation: false, certainty: 0.9, yesNo: 0.9 }
const ANY = { has: () => true }
const CANNOT = "I can't tell."

interface Parts {
  readonly question?: string
  readonly describes?: boolean
  readonly hedge?: 'words' | 'none'
  readonly length?: 'brief' | 'normal' | 'full'
  readonly hints?: boolean
  readonly limits?: QuestionLimits
  readonly objects?: { has(name: string): boolean }
  readonly kind?: PictureKind
}

const aWriter = ({ question = 'Is there a door?', ...parts }: Parts = {}) =>
  new AskWriter({ question, describes: false, hedge: 'words', length: 'normal', limits: SURE, objects: ANY, kind: 'photo', messages: createMessages('en'), ...parts })

/** What is said of one reply whose text was never read. */
function said(reply: string, certainty: number | undefined, parts: Parts = {}): string[] {
  const writer = aWriter(parts)
  return [...writer.claim(reply, certainty), ...writer.end()].map(({ text }) => text)
}

describe('a reply', () => {
  test('that the model is certain enough of is said, with one hedge', () => {
    expect(said('No.', 0.95)).toEqual(['Probably no.'])
    expect(said('Yes, there is a door.', 0.9)).toEqual(['Probably yes, there is a door.'])
    expect(said('It is on a table.', 0.95, { question: 'Where is it?' })).toEqual(['Probably: It is on a table.'])
    expect(said('There is a dog on it.', 0.95)).toEqual(['It looks like a dog on it.'])
    expect(said('No.', 0.95, { hedge: 'none' })).toEqual(['No.'])
  })

  test('of several sentences is one at brief length, the first that can be said', () => {
    const words = (length: 'brief' | 'normal'): string[] => {
      const writer = aWriter({ question: 'Where is it?', hedge: 'none', length })
      return [...writer.claim('It is a unicorn.', 0.1), ...writer.claim('It is on a table.', 0.95), ...writer.claim('The table is red.', 0.95), ...writer.end()].map(({ text }) => text)
    }
    expect(words('brief')).toEqual(['It is on a table.'])
    expect(words('normal')).toEqual(['It is on a table.', 'The table is red.'])
  })

  test('of a model that answers nothing about such pictures is none: it can’t tell, and why, which brief answers and those without hints leave out', () => {
    const why = 'The model in use answers no questions about screens, only about their text.'
    const kind = 'screen'
    expect(said('No.', 1, { kind })).toEqual([CANNOT, why])
    expect(said('No.', 1, { kind: 'photo', limits: { ...SURE, kinds: [] } })).toEqual([CANNOT, 'The model in use answers no questions about photographs, only about text in them.'])
    expect([said('No.', 1, { kind, length: 'brief' }), said('No.', 1, { kind, hints: false }), said('A torrel.', 1, { kind, describes: true, objects: { has: () => false } })]).toEqual([[CANNOT], [CANNOT], [CANNOT]])
  })

  test('that it is not certain enough of is not said: it can’t tell', () => {
    expect(said('No.', 0.899)).toEqual([CANNOT])
    expect(said('It is on a table.', 0.5)).toEqual([CANNOT])
  })

  test('says a yes or no only where the limit for those is met, whatever the other limit is', () => {
    const limits = { ...SURE, certainty: 0, yesNo: 0.7 }
    expect(said('Yes.', 0.69, { limits })).toEqual([CANNOT])
    expect(said('Ja.', 0.69, { limits })).toEqual([CANNOT])
    expect(said('It is on a table.', 0.01, { limits })).not.toEqual([CANNOT])
  })

  test('without scores is taken for certain, by a model that gives none', () => {
    expect(said('No.', undefined)).toEqual(['Probably no.'])
  })

  test('about a kind of picture that the model knows nothing of is not said, however certain', () => {
    expect(said('No.', 1, { kind: 'screen' })[0]).toBe(CANNOT)
    // A model that nobody measured is asked about screens, once their text is known.
    const writer = aWriter({ kind: 'screen', limits: UNMEASURED })
    expect(writer.claim('No.', 1)).toEqual([])
    expect(writer.recognised({ lines: [] }).map(({ text }) => text)).toEqual(['Probably no.'])
  })

  test('that describes needs no certainty, but its object must be one that the model can name', () => {
    const parts = { describes: true, objects: objectNames(['tabby']), question: 'What is this?' }
    expect(said('A photo of a tabby.', 0.1, parts)).toEqual(['It looks like a photo of a tabby.'])
    expect(said('A photo of a torrel.', 0.99, parts)).toEqual([CANNOT])
  })

  test('that is nothing but a name is one that the model can spell', () => {
    const objects = objectNames(['tabby'])
    expect(said('A tabby.', 0.95, { objects })).toEqual(['It looks like a tabby.'])
    expect(said('A torrel.', 0.95, { objects })).toEqual([CANNOT])
  })

  test('guesses no sex, unless that is what was asked', () => {
    expect(said('Yes, there is a man.', 0.95, { question: 'Is there a person?' })).toEqual(['Probably yes, there is a person.'])
    expect(said('Yes, there is a man.', 0.95, { question: 'Is there a man?' })).toEqual(['Probably yes, there is a man.'])
  })

  test('in German carries its own language and hedge', () => {
    const writer = aWriter({ limits: { ...SURE, languages: null } })
    const [sentence] = writer.claim('Ja, auf dem tisch ist das und nicht mehr.', 0.95)
    expect(sentence).toMatchObject({ lang: 'de', text: 'Wahrscheinlich ja, auf dem tisch ist das und nicht mehr.' })
  })
})

describe('digits and names', () => {
  test('wait for the text of the picture, and are said only if they stand there', () => {
    const writer = aWriter()
    expect(writer.claim('The bus has number 42.', 0.95)).toEqual([])
    expect(writer.waits).toBe(true)
    expect(writer.recognised({ lines: textLines('Line 42') }).map(({ text }) => text)).toEqual(['It looks like the bus has number 42.'])
    expect(writer.end()).toEqual([])
  })

  test('that were not read are not said, nor quotations that were', () => {
    const writer = aWriter()
    writer.claim('The bus has number 43.', 0.95)
    writer.claim('It says "Line 42".', 0.95)
    expect(writer.recognised({ lines: textLines('Line 42') })).toEqual([])
    expect(writer.end().map(({ text }) => text)).toEqual([CANNOT])
  })

  test('of a reply that is not certain enough wait for nothing', () => {
    const writer = aWriter()
    writer.claim('The bus has number 42.', 0.5)
    expect(writer.waits).toBe(false)
  })

  test('are not said where the text could not be read', () => {
    const writer = aWriter()
    writer.claim('The bus has number 42.', 0.95)
    expect([...writer.recognised(failure('recogniser-not-installed')), ...writer.end()].map(({ text }) => text)).toEqual([CANNOT])
  })
})

test('whatever the model replies, something is said, at most one hedge, and no digit that was not read', () => {
  const sentence = fc.constantFrom('Yes.', 'No.', 'A dog.', 'There are 12 dogs.', 'It is on a table.', 'He met Mary there.', 'It says "Stop".', 'A man in 1999.')
  const claims = fc.array(fc.record({ text: sentence, certainty: fc.double({ min: 0, max: 1, noNaN: true }) }), { maxLength: 5 })
  fc.assert(
    fc.property(claims, fc.boolean(), (all, isRead) => {
      const writer = aWriter({ limits: UNMEASURED })
      const out = all.flatMap(({ text, certainty }) => writer.claim(text, certainty))
      out.push(...writer.recognised(isRead ? { lines: textLines('nothing to see') } : failure('deadline')), ...writer.end())
      const text = out.map((said) => said.text).join(' ')
      expect(out.length).toBeGreaterThan(0)
      expect(text.match(/Probably|It looks like/g)?.length ?? 0).toBeLessThanOrEqual(1)
      expect(text).not.toMatch(/\d|Mary|Stop/)
    }),
  )
})
