import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Work } from '../../../src/main/engine/job-table'
import { VisionLanguageRole } from '../../../src/main/engine/vision-language'
import { RESOURCES } from '../../../src/main/resources'
import { requestSchema, type EngineEvent } from '../../../src/shared/engine-protocol'
import type { Picture } from '../../../src/shared/picture'

const NANO = join(RESOURCES, 'models', 'descry-nano')
const picture = (name: string): Picture => ({ kind: 'encoded', bytes: new Uint8Array(readFileSync(join(NANO, 'samples', name))) })
const [CAT, FLOWER] = [picture('chelsea.png'), picture('flower.png')]
const TURN = { cancelled: () => false, pause: () => Promise.resolve() }

describe('a question about a picture that is named instead of sent', () => {
  const role = new VisionLanguageRole()
  const load = { type: 'load', job: 'load', folder: NANO, threads: 1 }
  async function work(request: object) {
    const events: EngineEvent[] = []
    const failed = await role.work(requestSchema.parse({ job: 'j', ...request }) as Work, TURN, (event) => events.push(event))
    const done = events.find((event) => event.type === 'done')
    return { failed, events, text: done?.modelText.at(-1)?.text, encoded: done !== undefined && 'encoder' in done.timings }
  }
  const ask = (change: object) => work({ type: 'ask', question: 'Where is this?', ...change })
  const REFUSED = { failed: { code: 'engine-protocol' } }
  beforeAll(async () => {
    expect(await work(load)).toMatchObject({ failed: null })
  })

  test('is answered as with the picture, which is not encoded again', async () => {
    const first = await ask({ picture: CAT, name: 'cat' })
    const second = await ask({ name: 'cat' })
    expect([first.encoded, second.encoded]).toEqual([true, false])
    expect(second.text).toBe(first.text)
  })

  test('is answered after a description, too', async () => {
    await work({ type: 'describe', picture: FLOWER, name: 'flower', length: 'brief' })
    expect(await ask({ name: 'flower' })).toMatchObject({ failed: null, encoded: false })
  })

  test('is refused where another one was encoded since, or one without a name, or none', async () => {
    await ask({ picture: CAT, name: 'cat' })
    expect(await ask({ name: 'flower' })).toMatchObject(REFUSED)
    await work({ type: 'describe', picture: FLOWER, length: 'brief' })
    expect(await ask({ name: 'cat' })).toMatchObject(REFUSED)
    await ask({ picture: CAT, name: 'cat' })
    await work(load)
    expect(await ask({ name: 'cat' })).toMatchObject(REFUSED)
  })

  test('without a name is about the last picture, as before', async () => {
    await ask({ picture: CAT, name: 'cat' })
    expect(await ask({})).toMatchObject({ failed: null, encoded: false })
  })
})

describe('the certainty of a reply', () => {
  const role = new VisionLanguageRole()
  async function sentences(change: object) {
    const events: EngineEvent[] = []
    await role.work(requestSchema.parse({ type: 'ask', job: 'j', picture: CAT, ...change }) as Work, TURN, (event) => events.push(event))
    return { events, sentences: events.filter((event) => event.type === 'sentence') }
  }
  beforeAll(() => role.work({ type: 'load', job: 'load', folder: NANO, threads: 1 }, TURN, () => undefined))

  test('comes with its sentences where it is asked for, with the kind of picture before it', async () => {
    const { events, sentences: [sentence] } = await sentences({ question: 'Is there a tabby in the image?', certainty: true })
    // Of "No." the first token is the least certain one: 0.54 beside 0.42 for "Yes".
    expect(sentence?.certainty).toBeGreaterThan(0.4)
    expect(sentence?.certainty).toBeLessThan(0.7)
    expect(events.map(({ type }) => type).filter((type) => type === 'kind' || type === 'sentence')).toEqual(['kind', 'sentence'])
  })

  test('is not reckoned where nobody asks for it', async () => {
    const { sentences: [sentence] } = await sentences({ question: 'Is there a tabby in the image?' })
    expect(sentence).toBeDefined()
    expect(sentence?.certainty).toBeUndefined()
  })
})
