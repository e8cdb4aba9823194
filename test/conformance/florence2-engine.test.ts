import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { VisionLanguageRole } from '../../src/main/engine/vision-language'
import type { EngineEvent } from '../../src/shared/engine-protocol'
import type { Picture } from '../../src/shared/picture'
import { recipePicture } from '../support/tiny-models/florence2-pixels'
import { TURN } from './engine'
import { copyIn } from './florence2'
import type { FolderCopy } from './folder-copy'

/** A grey slope with noise on it: neither empty nor clearly a screen. */
function picture(seed: number): Picture {
  const [width, height] = [160, 120]
  const noise = recipePicture(seed, width, height)
  const bytes = new Uint8Array(width * height * 4)
  for (let i = 0; i < bytes.length; i++) {
    const [pixel, channel] = [i >> 2, i % 4]
    bytes[i] = channel === 3 ? 255 : ((pixel % width) + ((noise[pixel * 3 + channel] ?? 0) >> 1)) & 255
  }
  return { kind: 'frame', width, height, format: 'RGBA', t: 0, bytes }
}

describe('an engine with a Florence-2 model', () => {
  let folder: FolderCopy
  let role: VisionLanguageRole
  let events: EngineEvent[] = []
  const work = (request: Parameters<VisionLanguageRole['work']>[0]) => {
    events = []
    return role.work(request, TURN, (event) => events.push(event))
  }
  const types = () => events.map(({ type }) => type)

  beforeAll(async () => {
    folder = copyIn('', '')
    role = new VisionLanguageRole()
    expect(await work({ type: 'load', job: 'load', folder: folder.path, threads: 1 })).toBeNull()
  })
  afterAll(() => folder.remove())

  test.each(['brief', 'normal', 'full'] as const)('describes a picture at %s length by its own tasks', async (length) => {
    expect(await work({ type: 'describe', job: length, picture: picture(1), length })).toBeNull()
    const done = events.find((event) => event.type === 'done')
    const asked = done?.modelText.filter(({ part }) => part !== 'reply').map(({ part, prompt }) => [part, prompt])
    expect(asked).toEqual(
      {
        brief: [['caption', '<CAPTION>']],
        normal: [['caption', '<DETAILED_CAPTION>']],
        full: [['caption', '<CAPTION>'], ['detail', '<MORE_DETAILED_CAPTION>']],
      }[length],
    )
    expect(types()).toContain('sentence')
  })

  test('answers what one of its tasks answers, also about the picture before', async () => {
    expect(await work({ type: 'ask', job: 'a', picture: picture(2), question: 'What do you see?' })).toBeNull()
    expect(types().at(-1)).toBe('done')
    expect(await work({ type: 'ask', job: 'b', question: 'Read the text.' })).toBeNull()
    expect(await work({ type: 'ask', job: 'e', question: 'Describe this image.' })).toBeNull()
    expect(types()).not.toContain('verdict')
    expect(types().at(-1)).toBe('done')
  })

  test('refuses a free question before it looks at the picture', async () => {
    const failed = await work({ type: 'ask', job: 'c', picture: picture(3), question: 'Why is he sad?' })
    expect(failed).toMatchObject({ code: 'question-unsupported' })
    expect(types()).toEqual([])
  })

  test('refuses three pictures at once', async () => {
    const more = [picture(5), picture(6)]
    const failed = await work({ type: 'ask', job: 'd', picture: picture(4), more, question: 'What do you see?' })
    expect(failed).toMatchObject({ code: 'pictures-too-many', detail: '1' })
  })
})
