import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AtSpiRoute } from '../../../../src/main/speak/at-spi/at-spi'
import { cancelSpeech } from '../../../../src/main/speak/at-spi/reader-speech'
import type { Message } from '../../../../src/main/speak/route'
import { SessionBus } from '../../../../src/main/speak/session-bus'
import { createVoice } from '../../../../src/main/speak/voice'
import { createMessages } from '../../../../src/shared/messages'
import {
  focusAnotherWindow,
  noOrca,
  startOrcaSession,
  until,
  type OrcaSession,
} from '../../../support/speech/orca-session'
import { end } from '../../../support/speech/session'

const answer = (text: string, lang = 'en'): Message => ({ kind: 'answer', text, lang })

const title = `the real Orca of this system, another program in front ${noOrca ?? ''}`
describe.skipIf(noOrca)(title, { timeout: 15_000 }, () => {
  let orca: OrcaSession
  let bus: SessionBus
  let route: AtSpiRoute

  beforeAll(async () => {
    orca = await startOrcaSession()
    await focusAnotherWindow(orca.session, orca)
    bus = new SessionBus(orca.session.env)
    route = new AtSpiRoute({ bus, messages: createMessages('en'), cancelSpeech: () => cancelSpeech(orca.session.env), now: Date.now })
  }, 60_000)
  afterAll(async () => {
    await route.close()
    await bus.close()
    await orca.close()
  })

  const xdotool = (...args: readonly string[]): Promise<unknown> =>
    promisify(execFile)('xdotool', args, { env: orca.session.env })

  /** What Orca says because of one message. */
  async function saidFor(message: Message): Promise<readonly string[]> {
    await orca.settled()
    const before = orca.spoken().length
    expect(await route.speak(message)).toEqual({ ok: true, end: 'handed-over' })
    await orca.settled()
    return orca.spoken().slice(before)
  }

  test('it is found by what listens, and finding it says nothing', async () => {
    const before = orca.spoken()
    expect(await route.detect()).toEqual({ available: true, name: 'Orca' })
    expect(orca.spoken()).toEqual(before)
  })

  test.each([
    ['a sentence', 'A dog lies on a sofa.'],
    ['one word', 'Yes.'],
    ['German', 'Ein Mädchen hält Äpfel, größer als üblich.'],
    ['quotes and markup', `"A" 'b' <speak>c</speak> & %s {0} $DATA \\n`],
    ['four thousand characters', `${'word '.repeat(799)}end.`],
  ])('%s is spoken exactly once and as it is', async (_name, text) => {
    expect(await saidFor(answer(text))).toEqual([/\W$/.test(text) ? text : `${text}.`])
  })

  test('control characters and line ends are gone, the rest is spoken exactly once', async () => {
    expect(await saidFor(answer('nul \u0000 bell \u0007 line\r\nother\u2028third.'))).toEqual([
      'nul bell line other third.',
    ])
  })

  test('what it speaks reaches Speech Dispatcher once, and in order', async () => {
    const texts = ['First of three.', 'Second of three.', 'Third of three.']
    for (const text of texts) await route.speak(answer(text))
    await until(() => orca.heard().some((line) => line.includes('Third of three')))
    const heard = orca.heard().filter((line) => line.includes('of three'))
    expect(heard.map((line) => line.split('\t')[1])).toEqual(texts)
  })

  test('a streamed answer is spoken once, by Orca, and Descry has no voice beside it', async () => {
    const { env } = orca.session
    const voice = createVoice({ env, sounds: false, messages: createMessages('en') })
    const before = orca.spoken().length
    const answer = voice.beginAnswer('answer')
    const sentences = ['A cat sits in a tree.', 'It is grey.', 'Below it stands a man.']
    for (const text of sentences) answer.say({ text, lang: 'en' })
    expect(await answer.end()).toEqual({ ok: true, end: 'handed-over' })
    expect(await voice.status()).toMatchObject({ chosen: 'at-spi', last: 'at-spi', secondVoice: null })
    await orca.settled()
    const spoken = orca.spoken().slice(before)
    expect(spoken.join(' ')).toBe(sentences.join(' '))
    expect(spoken.length).toBeLessThanOrEqual(2)
    await until(() => orca.heard().some((line) => line.includes('stands a man')))
    // Speech Dispatcher's module is given long messages by sentences.
    const heard = orca.heard().join(' ')
    expect(['A cat', 'grey', 'a man'].map((words) => heard.split(words).length - 1)).toEqual([1, 1, 1])
    await voice.close()
  })

  test('a key press silences it, as it does everything that Orca says', async () => {
    await route.speak(answer('This goes on forever.'))
    await until(() => orca.heard().some((line) => line.includes('forever')))
    await route.speak(answer('This waits behind it.'))
    await orca.settled()
    await xdotool('key', 'shift')
    await until(() => orca.log().includes('DEFAULT: Interrupting presentation'))
    await route.speak(answer('This comes after it.'))
    await until(() => orca.heard().some((line) => line.includes('after it')))
    expect(orca.heard().some((line) => line.includes('waits behind'))).toBe(false)
  })

  test('Descry silences what it says and what it has fetched, and it goes on afterwards', async () => {
    await route.speak(answer('This goes on forever, too.'))
    await until(() => orca.heard().some((line) => line.includes('forever, too')))
    await route.speak(answer('This waits for its turn.'))
    await route.silence()
    await route.speak(answer('This is said after silence.'))
    // The voice holds the first message for a minute unless it is cut.
    await until(() => orca.heard().some((line) => line.includes('after silence')))
    expect(orca.heard().some((line) => line.includes('for its turn'))).toBe(false)
  })

  test('with nothing of ours sounding, it is left alone', async () => {
    let cut = 0
    const quiet = new AtSpiRoute({ bus, messages: createMessages('en'), cancelSpeech: async () => (cut += 1), now: Date.now })
    await quiet.detect()
    await quiet.silence()
    expect(cut).toBe(0)
    await quiet.close()
  })

  test('words that it has not come for when they are silenced are never said', async () => {
    orca.process.kill('SIGSTOP')
    const speaking = route.speak(answer('Nobody hears this.'))
    const silenced = new Promise((resolve) => setImmediate(resolve)).then(() => route.silence())
    expect(await speaking).toEqual({ ok: true, end: 'silenced' })
    await silenced
    orca.process.kill('SIGCONT')
    expect(await saidFor(answer('Somebody hears this.'))).toEqual(['Somebody hears this.'])
    expect(orca.spoken()).not.toContain('Nobody hears this.')
  })

  test('when it ends, the route says so', async () => {
    await end(orca.process)
    expect(await route.speak(answer('to nobody'))).toMatchObject({ ok: false, code: 'route-lost' })
    expect(await route.detect()).toMatchObject({ available: false })
  })
})
