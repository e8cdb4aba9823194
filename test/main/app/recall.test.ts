import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { more } from '../../../src/main/app/recall'
import { failure } from '../../../src/shared/codes'
import { createMessages } from '../../../src/shared/messages'
import { frameOf } from '../../support/app/frame'
import { modelSentence, newestJob, scriptedNarrator, textLines } from '../../support/app/scripted-narrator'

const picture = frameOf({ x: 0, y: 0, width: 2, height: 2 })
const { signal } = new AbortController()
const options = { messages: createMessages('en'), hedge: 'words' as const, signal }
const told = (said: string[], lines: string[], change: object = {}) => ({
  verb: 'describe' as const,
  sentences: said.map(modelSentence),
  lines: textLines(...lines),
  tables: [],
  fields: [],
  picture,
  takenAt: 5,
  ...change,
})

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
})
