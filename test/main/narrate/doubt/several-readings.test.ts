import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createNarrator, type NarrateOptions } from '../../../../src/main/narrate/narrator'
import { keptAnswerSchema } from '../../../../src/main/history/answer-schema'
import type { EngineRequest, Reading } from '../../../../src/shared/engine-protocol'
import { createMessages } from '../../../../src/shared/messages'
import type { Picture } from '../../../../src/shared/picture'
import { textLines } from '../../../support/app/scripted-narrator'
import { ScriptedProcess } from '../../../support/engine/scripted-process'

type Describe = Extract<EngineRequest, { type: 'describe' }>
const WHOLE = { mirrored: false, words: 0 }

interface Script {
  /** What each reading says, in their order; null says nothing, as of a part in which nothing is. */
  readonly says?: readonly (string | null)[]
  readonly kind?: 'photo' | 'screen'
  readonly lines?: readonly string[]
  readonly empty?: boolean
  /** Called with each reading before it is answered. */
  readonly asked?: (request: Describe, number: number) => void
}

/** A narrator over engines that load at once, whose readings say what the test has them say. */
function aNarrator({ says = [], kind = 'photo', lines = [], empty = false, asked }: Script = {}) {
  const modelFolder = mkdtempSync(join(tmpdir(), 'descry-doubt-'))
  const readings: Describe[] = []
  const asks: EngineRequest[] = []
  const narrator = createNarrator({
    modelFolder,
    cores: 1,
    restAfter: null,
    spawn(role) {
      const process = new ScriptedProcess(role)
      const { post } = process
      process.post = (message) => {
        post.call(process, message)
        const request = message as EngineRequest
        const { job } = request
        const tell = (...events: readonly object[]): void => queueMicrotask(() => events.forEach((event) => process.say({ job, ...event })))
        const seen = { type: 'verdict', width: 4, height: 4, empty: empty ? 'blank' : null }
        const done = { type: 'done', modelText: [], tokens: 0, timings: {} }
        if (request.type === 'load') tell({ type: 'loaded', info: { model: 'm', provider: 'cpu', threads: 1 }, timings: {} })
        else if (request.type === 'read') tell({ ...seen, empty: null }, { type: 'lines', width: 4, height: 4, lines: textLines(...lines), tables: [], fields: [] }, done)
        else if (request.type === 'ask') {
          asks.push(request)
          tell({ type: 'sentence', part: 'reply', text: 'Yes.', certainty: 1 }, { ...done, modelText: [{ part: 'reply', prompt: '', text: 'Yes.' }] })
        } else if (request.type === 'describe') {
          const number = readings.push(request) - 1
          asked?.(request, number)
          const text = says[number] ?? null
          const part = kind === 'photo' ? 'caption' : 'screen-kind'
          const words = text === null ? [] : [{ type: 'token', part, text }, { type: 'sentence', part, text }]
          const modelText = text === null ? [] : [{ part, prompt: 'p', text }]
          if (empty) tell(seen, done)
          else tell(seen, { type: 'kind', kind }, ...words, { ...done, modelText, tokens: 3, timings: { total: 10 } })
        }
      }
      queueMicrotask(() => process.ready())
      return process
    },
  })
  onTestFinished(async () => {
    await narrator.close()
    rmSync(modelFolder, { recursive: true, force: true })
  })
  const picture: Picture = { kind: 'encoded', bytes: new Uint8Array([1, 2, 3]) }
  const heard: string[] = []
  async function describe(change: Partial<NarrateOptions> = {}) {
    const options = { length: 'normal', hedge: 'words', messages: createMessages('en'), takenAt: 0, signal: new AbortController().signal, doubt: 'always', ...change } as const
    return narrator.describe(picture, options, { sentence: ({ text }) => heard.push(text) })
  }
  return { narrator, picture, readings, asks, heard, describe, ways: () => readings.map(({ reading }) => reading) }
}

const FIVE = ['A dog.', 'A dog.', 'A dog is running.', 'A dog is running.', 'A cat.']

describe('a picture that is read several times', () => {
  test('is told by what comes up how often, once all readings are in', async () => {
    const { describe: describes, heard, readings } = aNarrator({ says: FIVE, asked: () => expect(heard).toEqual([]) })
    const result = await describes()
    expect(readings).toHaveLength(5)
    expect(heard).toEqual(['Four of five say a dog.', 'Two of five say it is running.', 'One of five says a cat.'])
    expect(result).toMatchObject({ ok: true, answer: { kind: 'photo', tokens: 15, timings: { readings: 50 } } })
  })

  test('keeps each reading as it was, and each claim with its count', async () => {
    const result = await aNarrator({ says: FIVE }).describe()
    if (!result.ok) throw new Error(result.code)
    const { readings = [], claims, modelText } = result.answer
    expect(readings.map(({ text }) => text)).toEqual(FIVE)
    expect(readings[0]?.reading).toEqual(WHOLE)
    expect(claims).toEqual([
      { text: 'a dog', count: 4, of: 5 },
      { text: 'the dog is running', count: 2, of: 5 },
      { text: 'a cat', count: 1, of: 5 },
    ])
    expect(modelText).toHaveLength(5)
    expect(keptAnswerSchema.safeParse({ schema: 1, answer: result.answer, soundingUntil: 0 }).success).toBe(true)
  })

  test('is sent under one name, and what kind it is is decided once', async () => {
    const { describe: describes, readings } = aNarrator({ says: FIVE })
    await describes()
    expect(new Set(readings.map(({ name }) => name)).size).toBe(1)
    expect(readings.map(({ reading }) => reading?.kind)).toEqual([undefined, 'photo', 'photo', 'photo', 'photo'])
  })

  test('is still there for a question, which does not send it again', async () => {
    const { describe: describes, narrator, picture, asks } = aNarrator({ says: FIVE })
    await describes()
    await narrator.ask(picture, { text: 'Is it brown?' }, { length: 'normal', hedge: 'none', messages: createMessages('en'), takenAt: 0, signal: new AbortController().signal })
    expect(asks).toMatchObject([{ type: 'ask' }])
    expect(asks[0]).not.toHaveProperty('picture')
  })

  test('says its text as ever, as fact', async () => {
    const { describe: describes, heard } = aNarrator({ says: ['A dog.', 'A dog.', 'A dog.', 'A dog.', 'A dog.'], lines: ['Beware of the dog'] })
    await describes()
    expect(heard).toEqual(['All five readings say a dog.', 'It says: Beware of the dog.'])
  })

  test('in whose readings nothing can be said says that', async () => {
    const { describe: describes, heard } = aNarrator({ says: ['7.', '8.', '9.', '"a"', '2.'] })
    await describes()
    expect(heard).toEqual(["A photo; I can't tell what it shows."])
  })

  test('counts no part in which nothing is', async () => {
    const { describe: describes, heard } = aNarrator({ says: ['A dog.', 'A dog.', null, 'A dog.', null] })
    await describes()
    expect(heard).toEqual(['All three readings say a dog.'])
  })

  test('and is empty is said to be that, and read once', async () => {
    const { describe: describes, heard, readings } = aNarrator({ empty: true })
    const result = await describes()
    expect([heard, readings.length]).toEqual([['The picture is blank.'], 1])
    expect(result).toMatchObject({ ok: true, answer: { kind: 'empty' } })
  })

  test('begins with what was given, and a screen without it says that it is one before anything is counted', async () => {
    const screen = { kind: 'screen', says: ['A terminal.', 'A terminal.', 'A terminal.', 'A terminal.', 'A terminal.'] } as const
    const bare = aNarrator(screen)
    await bare.describe()
    expect(bare.heard.slice(0, 2)).toEqual(['A screenshot.', 'All five readings say a terminal.'])
    const opened = aNarrator(screen)
    await opened.describe({ opening: [{ text: 'Files.', lang: 'en', source: 'app' }] })
    expect(opened.heard.slice(0, 2)).toEqual(['Files.', 'All five readings say a terminal.'])
  })

  test('is read no further after a cancel between two readings', async () => {
    const stop = new AbortController()
    const { describe: describes, heard, readings } = aNarrator({ says: FIVE, asked: (_, number) => number === 2 && stop.abort() })
    expect(await describes({ signal: stop.signal })).toMatchObject({ ok: false, code: 'cancelled' })
    expect([heard, readings.length]).toEqual([[], 3])
  })

  test('is described once where nobody doubts', async () => {
    const { describe: describes, readings } = aNarrator({ says: FIVE })
    const result = await describes({ doubt: 'asked' })
    expect(readings).toMatchObject([{ type: 'describe' }])
    expect(readings[0]).not.toHaveProperty('reading')
    expect(result.ok && result.answer.claims).toBeUndefined()
  })
})

describe('mirrored', () => {
  const isMirrored = (ways: readonly (Reading | undefined)[]) => ways.some((way) => way?.mirrored)
  const read = async (script: Script) => {
    const { describe: describes, ways } = aNarrator({ says: FIVE, ...script })
    await describes()
    return ways()
  }

  test('is a photograph without text', async () => {
    expect(isMirrored(await read({}))).toBe(true)
  })

  test('is none in which text was read, and no screen: other words are taken instead', async () => {
    for (const script of [{ lines: ['Exit'] }, { kind: 'screen' }] as const) {
      const ways = await read(script)
      expect(isMirrored(ways)).toBe(false)
      expect(ways[1]).toMatchObject({ mirrored: false, words: 1 })
    }
  })
})
