import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { AskedQuestion } from '../../../src/main/narrate/ask'
import { createNarrator } from '../../../src/main/narrate/narrator'
import type { EngineEvent, EngineRequest } from '../../../src/shared/engine-protocol'
import { createMessages } from '../../../src/shared/messages'
import type { Picture } from '../../../src/shared/picture'
import { textLines } from '../../support/app/scripted-narrator'
import { ScriptedProcess } from '../../support/engine/scripted-process'

const aPicture = (): Picture => ({ kind: 'encoded', bytes: new Uint8Array([1, 2, 3]) })
type Ask = Extract<EngineRequest, { type: 'ask' }>

/** A narrator over engines that load at once and answer every question, by this reply. */
function aNarrator({ limits, reply = 'No.', certainty = 1 }: { limits?: object; reply?: string; certainty?: number } = {}) {
  const modelFolder = mkdtempSync(join(tmpdir(), 'descry-ask-'))
  const measured = { languages: null, kinds: ['photo', 'screen'], conversation: true, certainty: 0, yesNo: 0, ...limits }
  writeFileSync(join(modelFolder, 'questions.json'), JSON.stringify(measured))
  const asks: Ask[] = []
  const reads: EngineRequest[] = []
  /** What becomes of a question that names its picture, and of every one. */
  const engine = { forgets: false, refuses: false }
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
        const seen = { type: 'verdict', width: 4, height: 4, empty: null }
        const words: EngineEvent[] = [
          { type: 'token', job, part: 'reply', text: reply },
          { type: 'sentence', job, part: 'reply', text: reply, certainty },
          { type: 'done', job, modelText: [{ part: 'reply', prompt: '', text: reply }], tokens: 2, timings: {} },
        ]
        if (request.type === 'load') tell({ type: 'loaded', info: { model: 'm', provider: 'cpu', threads: 1 }, timings: {} })
        else if (request.type === 'read') {
          reads.push(request)
          tell(seen, { type: 'lines', width: 4, height: 4, lines: textLines('Bus 42', 'To the sea'), tables: [], fields: [] }, { type: 'done', modelText: [], tokens: 0, timings: {} })
        } else if (request.type === 'describe') tell(seen, { type: 'kind', kind: 'photo' }, ...words)
        else if (request.type === 'ask') {
          asks.push(request)
          if (engine.refuses) tell({ type: 'failed', code: 'question-unsupported' })
          else if (!request.picture && engine.forgets) tell({ type: 'failed', code: 'engine-protocol', detail: 'there is no such picture to ask about' })
          else tell(...(request.picture ? [seen, { type: 'kind', kind: 'photo' }] : []), ...words)
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
  const options = { length: 'normal', hedge: 'words', messages: createMessages('en'), takenAt: 0, signal: new AbortController().signal } as const
  async function ask(picture: Picture, text: string, more: Omit<AskedQuestion, 'text'> = {}): Promise<string> {
    const result = await narrator.ask(picture, { text, ...more }, options)
    return result.ok ? result.answer.sentences.map((sentence) => sentence.text).join(' ') : result.code
  }
  return { narrator, options, ask, asks, reads, engine }
}

const sent = (asks: readonly Ask[]): boolean[] => asks.map(({ picture }) => picture !== undefined)

describe('the picture', () => {
  test('goes to the engine with the first question, and is named by those after it', async () => {
    const { ask, asks } = aNarrator()
    const picture = aPicture()
    for (const question of ['Is there a door?', 'Is it open?', 'Is it red?']) await ask(picture, question)
    expect(sent(asks)).toEqual([true, false, false])
    expect(new Set(asks.map(({ name }) => name)).size).toBe(1)
  })

  test('does not go again after a description of it', async () => {
    const { narrator, options, ask, asks } = aNarrator()
    const picture = aPicture()
    await narrator.describe(picture, options)
    await ask(picture, 'Is there a door?')
    expect(sent(asks)).toEqual([false])
  })

  test('goes again when another one was asked about or described', async () => {
    const { narrator, options, ask, asks } = aNarrator()
    const [one, other] = [aPicture(), aPicture()]
    await ask(one, 'Is there a door?')
    await ask(other, 'Is there a door?')
    await ask(one, 'Is there a door?')
    await narrator.describe(other, options)
    await ask(one, 'Is there a door?')
    expect(sent(asks)).toEqual([true, true, true, true])
  })

  test('goes again, once, where the engine has lost it, and nobody hears of that', async () => {
    const { ask, asks, engine } = aNarrator()
    const picture = aPicture()
    await ask(picture, 'Is there a door?')
    engine.forgets = true
    expect(await ask(picture, 'Is it open?')).toBe('Probably no.')
    expect(sent(asks)).toEqual([true, false, true])
  })
})

describe('what was said before', () => {
  const history = [{ question: 'Is there a door?', reply: 'No.' }]

  test('is told to a model that can hold a conversation', async () => {
    const { ask, asks } = aNarrator()
    await ask(aPicture(), 'And a window?', { history })
    expect(asks[0]?.history).toEqual(history)
  })

  test('goes along with its own picture where another one was asked about between', async () => {
    const { ask, asks } = aNarrator()
    const [one, other] = [aPicture(), aPicture()]
    await ask(one, 'Is there a door?')
    await ask(other, 'Is there a window?')
    await ask(one, 'And a window?', { history })
    await ask(one, 'And a bed?', { history })
    expect(asks.map((asked) => [asked.picture !== undefined, asked.name, asked.history])).toEqual([
      [true, asks[0]?.name, undefined],
      [true, asks[1]?.name, undefined],
      [true, asks[0]?.name, history],
      [false, asks[0]?.name, history],
    ])
    expect(asks[0]?.name).not.toBe(asks[1]?.name)
  })

  test('is not told to one that cannot: it gets the question with the picture', async () => {
    const { ask, asks } = aNarrator({ limits: { conversation: false } })
    await ask(aPicture(), 'And a window?', { history })
    expect(asks[0]?.history).toBeUndefined()
  })
})

test('lines that were read already go along, to guess ahead by', async () => {
  const { ask, asks, reads } = aNarrator()
  const picture = aPicture()
  await ask(picture, 'Is there a bus?')
  await ask(picture, 'What does it say?')
  await ask(picture, 'Is there a bus?')
  expect(asks.map(({ read }) => read)).toEqual([undefined, ['Bus 42', 'To the sea']])
  // And a further question about the text reads nothing again.
  expect(await ask(picture, 'Read the second line')).toBe('Line 2 of 2: To the sea')
  expect(reads).toHaveLength(1)
})

test('a question about the text is none of the model’s', async () => {
  const { ask, asks } = aNarrator()
  expect(await ask(aPicture(), 'How many lines are there?')).toBe('2 lines of text were read.')
  expect(asks).toEqual([])
})

test('a reply with a number waits for the text, and is said only if that number stands there', async () => {
  expect(await aNarrator({ reply: 'The bus 42.' }).ask(aPicture(), 'Which bus is it?')).toBe('It looks like the bus 42.')
  expect(await aNarrator({ reply: 'The bus 43.' }).ask(aPicture(), 'Which tram is it?')).toBe("I can't tell.")
})

test('what the model is not certain enough of is not said', async () => {
  const { ask } = aNarrator({ limits: { yesNo: 0.9 }, certainty: 0.89 })
  expect(await ask(aPicture(), 'Is there a door?')).toBe("I can't tell.")
})

describe('what the model cannot tell and the text names', () => {
  const unsure = { limits: { yesNo: 0.9 }, certainty: 0.1 }

  test('is told as the text has it, read once', async () => {
    const { ask, reads } = aNarrator(unsure)
    const picture = aPicture()
    expect(await ask(picture, 'Is there a bus button?')).toBe("I can't tell, but it says: Bus 42.")
    expect(await ask(picture, 'Where does it go, to the sea?')).toBe("I can't tell, but it says: To the sea.")
    expect(reads).toHaveLength(1)
  })

  test('is told in another language than the model’s, too', async () => {
    const { ask, asks } = aNarrator({ limits: { languages: ['en'] } })
    expect(await ask(aPicture(), 'Und wo ist die Haltestelle, und ist der Bus da?')).toMatch(/^I can't tell, but it says: Bus 42/)
    expect(await ask(aPicture(), 'Und wo ist die Haltestelle, und ist der Zug da?')).toMatch(/^The model understands questions in English only/)
    expect(asks).toEqual([])
  })

  test('is nothing where the model has an answer', async () => {
    const { ask, reads } = aNarrator({ reply: 'Yes.' })
    expect(await ask(aPicture(), 'Is there a bus?')).toBe('Probably yes.')
    expect(reads).toEqual([])
  })
})

test('a description is asked for in the words that every model knows, in whatever language', async () => {
  const { ask, asks } = aNarrator({ limits: { languages: ['en'] }, reply: 'A door.' })
  expect(await ask(aPicture(), 'Was ist das?')).toBe('It looks like a door.')
  expect(asks[0]?.question).toBe('Describe this image.')
})

test('a model that refuses the question says so, and is not asked again with the picture', async () => {
  const { ask, asks, engine } = aNarrator()
  engine.refuses = true
  expect(await ask(aPicture(), 'Is there a door?')).toBe('question-unsupported')
  expect(asks).toHaveLength(1)
})
