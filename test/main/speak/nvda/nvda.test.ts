import { afterEach, describe, expect, test, vi } from 'vitest'
import type { NvdaLook } from '../../../../src/main/speak/nvda/client'
import { NvdaRoute } from '../../../../src/main/speak/nvda/nvda'
import type { Message, Route, Spoken } from '../../../../src/main/speak/route'
import { Router } from '../../../../src/main/speak/router'
import { createMessages } from '../../../../src/shared/messages'
import type { Punctuation } from '../../../../src/shared/settings'
import { fakeNvda, readSsml, type FakeNvda, type NvdaCall } from '../../../support/speech/fake-nvda'

const messages = createMessages('en')
const FOLDER = String.raw`C:\Users\ada\AppData\Local\Descry\nvda`
const SPOKEN = { ok: true, end: 'spoken' }
const SILENCED = { ok: true, end: 'silenced' }
const HANDED_OVER = { ok: true, end: 'handed-over' }
const REFUSED = { ok: false, code: 'route-refused' }
const LOST = { ok: false, code: 'route-lost' }
const ASLEEP = 5
const ASLEEP_TOO = 0xffff_ffff

const answer = (text: string, lang = 'en'): Message => ({ kind: 'answer', text, lang })
const forever = answer('This goes on forever')

afterEach(() => void vi.useRealTimers())

interface Options {
  readonly punctuation?: Punctuation
  readonly now?: () => number
  readonly soundingUntil?: number
}

function routeTo(client: FakeNvda, { punctuation = 'voice', now = Date.now, ...earlier }: Options = {}): NvdaRoute {
  const settings = { rate: 300, volume: 1, pitch: 0, punctuation }
  return new NvdaRoute({ client, messages, settings, folder: FOLDER, now, ...earlier })
}

const named = (nvda: FakeNvda, name: NvdaCall['name']): NvdaCall[] => nvda.calls.filter((call) => call.name === name)
const texts = (nvda: FakeNvda, name: NvdaCall['name']): string[] =>
  named(nvda, name).map(({ bytes }) => bytes?.toString('utf16le') ?? '')
const spokenBy = (nvda: FakeNvda): string[] => texts(nvda, 'speakSsml').map((ssml) => readSsml(ssml).text)

describe('what is missing is said, with what would help', () => {
  test.each([
    ['not-running', 'NVDA is not running.'],
    ['silent', 'NVDA does not answer. Start it again with Control, Alt and N.'],
    ['no-library', `into the folder ${FOLDER}.`],
    ['broken-library', 'is damaged, or made for another processor.'],
  ] as const)('%s', async (state, words) => {
    const reason = expect.stringContaining(words) as string
    const look = async (): Promise<NvdaLook> => ({ state })
    const route = routeTo({ ...fakeNvda(), look })
    expect(await route.detect()).toEqual({ available: false, reason })
    expect(await route.speak(answer('Hello'))).toMatchObject(LOST)
    expect(await route.braille({ ...answer('Hello'), persistent: false })).toMatchObject(LOST)
  })

  test('an NVDA before 2024.1 is named as that', async () => {
    expect(await routeTo(fakeNvda({ ssml: false })).detect()).toEqual({
      available: true,
      name: 'NVDA, older than version 2024.1',
    })
  })
})

describe('what NVDA is given', () => {
  test('UTF-16, little endian, with the language and a mark at each end', async () => {
    const nvda = fakeNvda()
    await routeTo(nvda).speak(answer('Ä 💩', 'de'))
    const [call] = named(nvda, 'speakSsml')
    expect(call?.bytes?.includes(Buffer.from([0xc4, 0, 0x20, 0, 0x3d, 0xd8, 0xa9, 0xdc]))).toBe(true)
    expect(readSsml(call?.bytes?.toString('utf16le') ?? '')).toMatchObject({ text: 'Ä 💩', lang: 'de' })
  })

  test.each([
    ['voice', -1],
    ['none', 0],
    ['some', 100],
    ['most', 200],
    ['all', 300],
  ] as const)('punctuation %s is symbol level %i', async (punctuation, symbolLevel) => {
    const nvda = fakeNvda()
    await routeTo(nvda, { punctuation }).speak(answer('a'))
    expect(named(nvda, 'speakSsml')).toMatchObject([{ symbolLevel }])
  })

  test('braille is the whole answer, byte for byte, in one message, and nothing is spoken by it', async () => {
    const nvda = fakeNvda()
    const text = 'A dog lies on a sofa. The sign says "Exit", & <3.'
    expect(await routeTo(nvda).braille({ text, lang: 'en', persistent: true })).toEqual(HANDED_OVER)
    expect(named(nvda, 'brailleMessage')).toEqual([{ name: 'brailleMessage', bytes: Buffer.from(text, 'utf16le') }])
    expect([...named(nvda, 'speakSsml'), ...named(nvda, 'speakText')]).toEqual([])
  })
})

describe('how a message ended', () => {
  test('the closing mark was reached: spoken, though a key cancelled right then', async () => {
    const nvda = fakeNvda()
    nvda.endWith(1223)
    expect(await routeTo(nvda).speak(answer('Done'))).toEqual(SPOKEN)
  })

  test('cancelled without it, by Control: silenced, and nothing was cancelled by us', async () => {
    const nvda = fakeNvda()
    const next = nvda.next()
    const speaking = routeTo(nvda).speak(forever)
    await next
    nvda.pressControl()
    expect(await speaking).toEqual(SILENCED)
    expect(named(nvda, 'cancelSpeech')).toEqual([])
  })

  test('NVDA ended in the middle of it: lost', async () => {
    const nvda = fakeNvda()
    const next = nvda.next()
    const speaking = routeTo(nvda).speak(forever)
    await next
    nvda.end()
    expect(await speaking).toMatchObject(LOST)
  })

  test('NVDA ended after the closing mark: spoken, and not said again by another route', async () => {
    const nvda = fakeNvda()
    nvda.endWith(1726)
    expect(await routeTo(nvda).speak(answer('Done'))).toEqual(SPOKEN)
  })

  test.each([
    [1723, REFUSED],
    [1715, LOST],
    [1727, LOST],
    [1753, LOST],
  ])('code %i, twice: %o', async (code, end) => {
    const nvda = fakeNvda()
    nvda.script('speakSsml', code, code)
    expect(await routeTo(nvda).speak(answer('Hello'))).toMatchObject(end)
  })
})

describe('sleep mode', () => {
  test.each([
    ['speakSsml', ASLEEP, true],
    ['speakText', ASLEEP_TOO, false],
  ] as const)('%s returns %i: this message is refused, the next one is spoken', async (name, code, ssml) => {
    const nvda = fakeNvda({ ssml })
    nvda.script(name, code)
    const route = routeTo(nvda)
    expect(await route.speak(answer('unheard'))).toMatchObject(REFUSED)
    expect(await route.detect()).toMatchObject({ available: true })
    expect(await route.speak(answer('heard'))).toMatchObject({ ok: true })
  })

  test('braille is refused, too', async () => {
    const nvda = fakeNvda()
    nvda.script('brailleMessage', ASLEEP_TOO)
    expect(await routeTo(nvda).braille({ ...answer('a'), persistent: false })).toMatchObject(REFUSED)
  })

  test('a refused text that was not spoken leaves nothing to silence', async () => {
    const nvda = fakeNvda({ ssml: false })
    nvda.script('speakText', ASLEEP_TOO)
    const route = routeTo(nvda)
    await route.speak(answer('unheard'))
    await route.silence()
    expect(named(nvda, 'cancelSpeech')).toEqual([])
  })

  test('another voice speaks such a message, and NVDA the next answer', async () => {
    const nvda = fakeNvda()
    const own: string[] = []
    const voice: Route = {
      id: 'own-voice',
      traits: { reportsEnd: true, reportsSilenced: true, separateBraille: false, language: true },
      detect: async () => ({ available: true, name: 'own' }),
      speak: async ({ text }) => {
        own.push(text)
        return { ok: true, end: 'spoken' }
      },
      silence: async () => undefined,
      close: async () => undefined,
    }
    const lostWords = (): never => expect.fail('no route was lost')
    const router = new Router({ routes: [routeTo(nvda), voice], lostWords, now: () => 0 })
    const say = async (text: string): Promise<void> => {
      const said = router.begin('answer')
      said.say({ text, lang: 'en' })
      expect(await said.end()).toEqual(SPOKEN)
    }
    nvda.script('speakSsml', ASLEEP)
    await say('One.')
    await say('Two.')
    expect([own, spokenBy(nvda)]).toEqual([['One.'], ['One.', 'Two.']])
  })
})

describe('other versions', () => {
  test('an NVDA without speakSsml is given plain text and tells no end', async () => {
    const nvda = fakeNvda({ ssml: false })
    const route = routeTo(nvda)
    await route.detect()
    expect(route.traits).toEqual({ reportsEnd: false, reportsSilenced: false, separateBraille: true, language: false })
    expect(await route.speak(answer('a & b < c'))).toEqual(HANDED_OVER)
    expect(texts(nvda, 'speakText')).toEqual(['a & b < c'])
  })

  test('one that turns out to be older in the middle of an answer is given plain text from then on', async () => {
    const nvda = fakeNvda()
    nvda.script('speakSsml', 1717)
    const route = routeTo(nvda)
    expect(await route.speak(answer('one'))).toEqual(HANDED_OVER)
    expect(await route.speak(answer('two'))).toEqual(HANDED_OVER)
    expect([texts(nvda, 'speakText'), named(nvda, 'speakSsml').length]).toEqual([['one', 'two'], 1])
    expect(route.traits.reportsEnd).toBe(false)
  })

  test('SSML that NVDA cannot read is said as plain text', async () => {
    const nvda = fakeNvda()
    nvda.script('speakSsml', 87)
    const route = routeTo(nvda)
    expect(await route.speak(answer('one'))).toEqual(HANDED_OVER)
    expect(await route.speak(answer('two'))).toEqual(SPOKEN)
  })
})

describe('NVDA is started again', () => {
  test('between two messages: the library is let go of, and the new one speaks', async () => {
    const nvda = fakeNvda()
    const route = routeTo(nvda)
    await route.speak(answer('one'))
    nvda.end()
    expect(await route.detect()).toMatchObject({ available: false })
    expect(nvda.renewals).toBe(1)
    nvda.restart()
    expect(await route.speak(answer('two'))).toEqual(SPOKEN)
    expect(spokenBy(nvda)).toEqual(['one', 'two'])
  })

  test('unnoticed: a text that the one before could not take is given to the one that is there', async () => {
    const nvda = fakeNvda()
    const route = routeTo(nvda)
    await route.detect()
    nvda.script('speakSsml', 1722)
    nvda.restart()
    expect(await route.speak(answer('one'))).toEqual(SPOKEN)
  })

  test('what the one before was given is not silenced in the new one', async () => {
    const nvda = fakeNvda()
    const route = routeTo(nvda, { now: () => 0, soundingUntil: 60_000 })
    await route.detect()
    nvda.restart()
    await route.detect()
    await route.silence()
    expect(named(nvda, 'cancelSpeech')).toEqual([])
  })
})

describe('silence', () => {
  test('NVDA is silenced only while text of ours probably sounds', async () => {
    const nvda = fakeNvda({ ssml: false })
    let time = 0
    const route = routeTo(nvda, { now: () => time })
    await route.speak(answer('three short words'))
    time = 60_000
    await route.silence()
    expect(named(nvda, 'cancelSpeech')).toEqual([])
    await route.speak(answer('three short words'))
    await route.silence()
    await route.silence()
    expect(named(nvda, 'cancelSpeech')).toHaveLength(1)
  })

  test('text that an earlier process handed over is silenced', async () => {
    const nvda = fakeNvda()
    await routeTo(nvda, { now: () => 0, soundingUntil: 5000 }).silence()
    expect(named(nvda, 'cancelSpeech')).toHaveLength(1)
  })

  test('a text that NVDA holds back is cancelled within 100 ms, and again should it begin after that', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const nvda = fakeNvda({ returnsUnbegun: false })
    const route = routeTo(nvda)
    await route.detect()
    nvda.holdBack()
    const next = nvda.next()
    const speaking = route.speak(forever)
    await next
    // Never dropped: our cancel came before the text.
    nvda.script('cancelSpeech', ASLEEP_TOO)
    const silent = route.silence()
    await vi.advanceTimersByTimeAsync(100)
    expect(await speaking).toEqual(SILENCED)
    expect(named(nvda, 'cancelSpeech')).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(400)
    await silent
    expect(nvda.abandoned).toBe(1)
    nvda.letGo()
    expect(named(nvda, 'cancelSpeech')).toHaveLength(2)
  })
})

test('leaving cuts nothing off that NVDA took', async () => {
  const nvda = fakeNvda({ ssml: false })
  const route = routeTo(nvda)
  await route.speak(answer('handed over'))
  await route.close()
  expect(named(nvda, 'cancelSpeech')).toEqual([])
})

test('a message after two silences waits until NVDA took note of the first, and is not cut off by it', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const nvda = fakeNvda({ returnsUnbegun: false })
  const route = routeTo(nvda)
  await route.detect()
  nvda.holdBack()
  const next = nvda.next()
  const speaking = route.speak(forever)
  await next
  const silent = [route.silence(), route.silence()]
  await vi.advanceTimersByTimeAsync(100)
  expect(await speaking).toEqual(SILENCED)
  nvda.letGo()
  const after = route.speak(answer('after it'))
  await vi.advanceTimersByTimeAsync(1)
  expect(named(nvda, 'speakSsml')).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(400)
  await Promise.all(silent)
  expect(await after).toEqual(SPOKEN)
  expect([spokenBy(nvda), named(nvda, 'cancelSpeech').length]).toEqual([['This goes on forever', 'after it'], 1])
})

describe('a text of which nothing is heard any more', () => {
  /** Begins a text that NVDA holds back, or that goes on until it is cancelled; time stands still. */
  async function begun(nvda: FakeNvda, route: NvdaRoute, held: boolean): Promise<{ speaking: Promise<Spoken> }> {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    await route.detect()
    if (held) nvda.holdBack()
    const next = nvda.next()
    const speaking = route.speak(forever)
    await next
    return { speaking }
  }

  test('it never began: the user silenced NVDA before its turn, so the rest is dropped', async () => {
    const nvda = fakeNvda()
    const { speaking } = await begun(nvda, routeTo(nvda), true)
    await vi.advanceTimersByTimeAsync(29_000)
    expect(nvda.abandoned).toBe(0)
    await vi.advanceTimersByTimeAsync(1000)
    expect(await speaking).toEqual(SILENCED)
    expect(nvda.abandoned).toBe(1)
  })

  test('it never began since NVDA hangs: another route has to say it', async () => {
    const nvda = fakeNvda()
    let hangs = false
    const look = async (milliseconds: number): Promise<NvdaLook> => (hangs ? { state: 'silent' } : nvda.look(milliseconds))
    const { speaking } = await begun(nvda, routeTo({ ...nvda, look }), true)
    hangs = true
    await vi.advanceTimersByTimeAsync(30_000)
    expect(await speaking).toMatchObject(LOST)
  })

  test('it began and no end is told: it was handed over, and the next message is not held up', async () => {
    const nvda = fakeNvda()
    const { speaking } = await begun(nvda, routeTo(nvda), false)
    await vi.advanceTimersByTimeAsync(120_000)
    expect(await speaking).toEqual(HANDED_OVER)
    expect(nvda.abandoned).toBe(1)
  })

  test('when four calls never returned, the end of a text is not waited for any more', async () => {
    const nvda = fakeNvda()
    const route = routeTo(nvda)
    await route.detect()
    for (let i = 0; i < 4; i++) nvda.abandon()
    expect(route.traits).toMatchObject({ reportsEnd: false, reportsSilenced: false })
    expect(await route.speak(answer('one'))).toEqual(HANDED_OVER)
    expect(texts(nvda, 'speakText')).toEqual(['one'])
  })
})
