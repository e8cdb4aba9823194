import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { more } from '../../../src/main/app/recall'
import { saysAgain } from '../../../src/main/narrate/repetition'
import { failure } from '../../../src/shared/codes'
import { createMessages } from '../../../src/shared/messages'
import { ANSWER } from '../../cli/support/fake-io'
import { frameOf } from '../../support/app/frame'
import { modelSentence, newestJob, scriptedNarrator, textLines } from '../../support/app/scripted-narrator'

const picture = frameOf({ x: 0, y: 0, width: 2, height: 2 })
const { signal } = new AbortController()
const options = { messages: createMessages('en'), hedge: 'words' as const, length: 'normal' as const, signal }
const told = (said: string[], lines: string[], change: object = {}) => ({
  verb: 'describe' as const,
  sentences: said.map(modelSentence),
  lines: textLines(...lines),
  tables: [],
  fields: [],
  picture,
  takenAt: 5,
  goneOn: false,
  isDescription: true,
  ...change,
})

/** What a made-up sentence is about, whatever words are around it. */
const thingsIn = (text: string): string => [...new Set(text.match(/two dogs|dog|cat|sofa|lamp|window|red door/g) ?? [])].sort().join()

describe('more', () => {
  test('is first the text that was not said, and no model is asked for it', async () => {
    const { narrator, jobs } = scriptedNarrator()
    const found = await more(told(['A sign.'], ['Beware', 'of the dog']), narrator, options)
    expect(found).toMatchObject({ ok: true, sentences: [{ text: 'Beware of the dog.', source: 'recogniser' }] })
    expect(jobs).toEqual([])
  })

  test('is then what the model says at full length of the same picture, and of that only what is new', async () => {
    const { narrator, jobs } = scriptedNarrator()
    const finding = more(told(['A dog on a sofa.'], []), narrator, options)
    const job = await newestJob(jobs)
    expect(job).toMatchObject({ verb: 'describe', picture, options: { length: 'full', takenAt: 5, hedge: 'words', signal } })
    job.say('A dog on a sofa.', 'The sofa is red.')
    job.finish()
    expect(await finding).toMatchObject({ ok: true, sentences: [{ text: 'The sofa is red.' }] })
  })

  test.each([
    ['text that was read to its end', { verb: 'read' as const }],
    ['an answer whose picture is gone', { picture: null }],
  ])('of %s there is none, and the model is not asked', async (_name, change) => {
    const { narrator, jobs } = scriptedNarrator()
    expect(await more(told(['Beware'], ['Beware'], change), narrator, options)).toEqual(failure('nothing-more'))
    expect(jobs).toEqual([])
  })

  test('is nothing where the model only says the same again, and its failure where it fails', async () => {
    const { narrator, jobs } = scriptedNarrator()
    const same = more(told(['A dog.'], []), narrator, options)
    const job = await newestJob(jobs)
    job.say('It is a dog.')
    job.finish()
    expect(await same).toEqual(failure('nothing-more'))
    const failing = more(told([], []), narrator, options)
    ;(await newestJob(jobs)).fail('engine-crashed')
    expect(await failing).toEqual(failure('engine-crashed'))
  })

  test('never repeats, and comes to an end, whatever was read', async () => {
    const word = fc.stringMatching(/^[a-zA-Z0-9,.;:!? -]{0,12}$/)
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 12 }), async (lines) => {
        const { narrator } = scriptedNarrator()
        const said: string[] = []
        for (let i = 0; i <= lines.length; i++) {
          const found = await more(told(said, lines, { verb: 'read' }), narrator, options)
          if (!found.ok) {
            expect(found.code).toBe('nothing-more')
            return
          }
          for (const { text, source } of found.sentences) if (source === 'recogniser') expect(said).not.toContain(text)
          said.push(...found.sentences.map(({ text }) => text))
        }
        expect.fail(`goes on and on: ${said.join(' | ')}`)
      }),
    )
  })

  test('of a brief description is first what it would have said at normal length, with the text; later presses go on with the text', async () => {
    const { narrator, jobs } = scriptedNarrator()
    const finding = more(told(['A dog on a sofa.'], ['Beware', 'of the dog']), narrator, { ...options, length: 'brief' })
    const job = await newestJob(jobs)
    expect(job).toMatchObject({ verb: 'describe', options: { length: 'normal' } })
    job.say('A dog on a sofa.', 'The sofa is red and stands at a window.')
    job.finish()
    const texts = async (found: ReturnType<typeof more>): Promise<unknown> => found.then((all) => all.ok && all.sentences.map((sentence) => sentence.text))
    expect(await texts(finding)).toEqual(['The sofa is red and stands at a window.', 'Beware of the dog.'])
    expect(await texts(more(told(['A dog on a sofa.'], ['Beware', 'of the dog'], { goneOn: true }), narrator, { ...options, length: 'brief' }))).toEqual(['Beware of the dog.'])
    // An answer to a question was asked for as it is.
    expect(await texts(more(told(['Yes.'], ['Beware'], { isDescription: false }), narrator, { ...options, length: 'brief' }))).toEqual(['Beware.'])
    expect(jobs).toHaveLength(1)
  })

  test('of a brief description is the text where no model can be had, or it says nothing new', async () => {
    for (const end of ['fail', 'finish'] as const) {
      const { narrator, jobs } = scriptedNarrator()
      const finding = more(told(['A dog.'], ['Beware']), narrator, { ...options, length: 'brief' })
      const job = await newestJob(jobs)
      if (end === 'fail') job.fail('engine-crashed')
      else job.say('It is a dog.')
      if (end === 'finish') job.finish()
      expect(await finding).toMatchObject({ ok: true, sentences: [{ text: 'Beware.' }] })
    }
  })

  test('says nothing twice, in whatever words, from a brief answer to its end', async () => {
    const claim = fc
      .tuple(fc.constantFrom('', 'It looks like ', 'A photo of '), fc.uniqueArray(fc.constantFrom('dog', 'cat', 'sofa', 'lamp', 'window', 'two dogs', 'red door'), { minLength: 1, maxLength: 4 }), fc.constantFrom('.', ' in the background.'))
      .map(([before, things, after]) => `${before}${things.map((thing) => `a ${thing}`).join(' and ')}${after}`)
    const lines = fc.array(fc.constantFrom('Beware', 'of the dog', 'Open daily', 'Exit', 'Room 5'), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(claim, fc.array(claim, { maxLength: 4 }), fc.array(claim, { maxLength: 6 }), lines, fc.constantFrom('brief' as const, 'normal' as const), async (first, normal, full, text, length) => {
        const narrator: Parameters<typeof more>[1] = {
          describe: async (_picture, { length: asked }) => ({ ok: true, answer: { ...ANSWER, sentences: (asked === 'full' ? full : normal).map(modelSentence) } }),
        }
        const said = [modelSentence(first)]
        for (let press = 0; press < 30; press++) {
          const found = await more({ ...told([], text), sentences: said, goneOn: said.length > 1 }, narrator, { ...options, length })
          if (!found.ok) {
            expect(found.code).toBe('nothing-more')
            return
          }
          for (const sentence of found.sentences) {
            const before = said.filter(({ source }) => source === sentence.source).map((one) => one.text)
            if (sentence.source === 'model') expect(before.map(thingsIn)).not.toContain(thingsIn(sentence.text))
            if (sentence.source === 'model') expect(saysAgain(sentence.text, before), `${sentence.text} | ${before.join(' | ')}`).toBe(false)
            if (sentence.source === 'recogniser') expect(before).not.toContain(sentence.text)
            said.push(sentence)
          }
        }
        expect.fail(`goes on and on: ${said.map((one) => one.text).join(' | ')}`)
      }),
    )
  })
})
