import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { failureSentence } from '../../../src/main/app/answering'
import { failure } from '../../../src/shared/codes'
import { createMessages } from '../../../src/shared/messages'
import { DEFAULT_SETTINGS } from '../../../src/shared/settings'
import { aListening } from '../../support/app/a-listening'
import { settle } from '../../support/app/a-microphone'

const sentenceOf = (code: Parameters<typeof failure>[0]): string => failureSentence(failure(code), createMessages('en')).text
const PAUSE = DEFAULT_SETTINGS.listening.pause

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => vi.useRealTimers())

describe('the microphone', () => {
  test('is wanted while somebody is listened to, and only then', async () => {
    const it = aListening()
    expect(it.wanted.microphone()).toBe(false)
    await it.begin()
    expect(it.wantedAtOpening).toEqual([true])
    await it.speak(500)
    await it.pause(PAUSE)
    expect(it.wanted.microphone()).toBe(false)
  })

  test('is opened after our own voice was silenced and the picture taken; its start sound waits until it delivers', async () => {
    const it = aListening()
    it.listening.toggle(null)
    await settle()
    expect([it.did, it.microphone.log]).toEqual([['take screen'], ['microphone-hold']])
    expect(it.earcons()).toEqual([])
    await it.pause(100)
    expect(it.spoke).toEqual(['silence quietly', 'silence quietly', 'earcon listening'])
  })

  test('hears nothing of the start sound: what comes while it sounds, and its echo, is thrown away', async () => {
    const it = aListening()
    it.sounds.ended = false
    it.listening.toggle(null)
    await settle()
    await it.speak(400)
    expect(it.store.state.listening).toEqual({ step: 'opening', sound: false })
    it.tell({ type: 'earcon-ended', name: 'listening' })
    await settle()
    await it.speak(200)
    await it.pause(500)
    await it.speak(300)
    await it.pause(PAUSE)
    expect(it.transcribed).toEqual([(500 + 300 + PAUSE) / 1000])
  })

  test('is announced in words where no sound is heard, before it is listened to', async () => {
    const it = aListening({ change: { sounds: { on: false, volume: 50 } } })
    await it.begin()
    expect([it.heard, it.earcons()]).toEqual([['Speak now.'], []])
    expect(it.store.state.listening?.step).toBe('listening')
  })

  test.each(['microphone-none', 'microphone-denied', 'microphone-in-use'] as const)('that cannot be had (%s) is a sentence', async (code) => {
    const it = aListening()
    it.script.held = failure(code)
    it.listening.toggle(null)
    await settle()
    expect([it.heard, it.isOpen(), it.wanted.microphone(), it.store.state.listening]).toEqual([[sentenceOf(code)], false, false, null])
  })

  test('is not opened where speech cannot be understood, nor without a picture', async () => {
    const it = aListening()
    it.script.prepared = failure('speech-not-installed')
    it.listening.toggle(null)
    await settle()
    expect([it.heard, it.microphone.log]).toEqual([[sentenceOf('speech-not-installed')], []])
    const other = aListening()
    other.state.took = failure('screen-denied')
    other.listening.toggle(null)
    await settle()
    expect([other.heard, other.microphone.log]).toEqual([[sentenceOf('screen-denied')], []])
  })

  test('that goes away leaves what was said: it is answered, and its loss said', async () => {
    const it = aListening()
    await it.begin()
    await it.speak(600)
    it.tell({ type: 'microphone-ended' })
    await settle()
    expect([it.transcribed, it.heard]).toEqual([[0.6], [sentenceOf('microphone-lost'), 'About the screen, now.']])
  })

  test('that goes away before a word is a sentence, however it goes: unplugged, with the stage, or without a sound', async () => {
    for (const go of [(it: ReturnType<typeof aListening>) => it.tell({ type: 'microphone-ended' }), (it: ReturnType<typeof aListening>) => it.lose(), () => vi.advanceTimersByTime(5000)]) {
      const it = aListening()
      await it.begin()
      go(it)
      await settle()
      expect([it.heard, it.isOpen()]).toEqual([[sentenceOf('microphone-lost')], false])
    }
  })

  test('that delivers nothing at all is not waited for without end', async () => {
    const it = aListening()
    it.listening.toggle(null)
    await settle()
    vi.advanceTimersByTime(5000)
    await settle()
    expect([it.heard, it.isOpen()]).toEqual([[sentenceOf('microphone-lost')], false])
  })

  test('is not kept when the engine fails', async () => {
    const it = aListening()
    await it.begin()
    it.script.heard = failure('engine-crashed')
    await it.speak(100)
    expect([it.heard, it.isOpen()]).toEqual([[sentenceOf('engine-crashed')], false])
  })

  test('leaves no sound in memory: every piece is wiped, whether it was understood, given up or lost', async () => {
    const wiped = (it: ReturnType<typeof aListening>): boolean => it.given.every((samples) => samples.every((s) => s === 0))
    const understood = aListening()
    await understood.begin()
    await understood.speak(500)
    expect(wiped(understood)).toBe(false)
    await understood.pause(PAUSE)
    expect(understood.given.length).toBeGreaterThan(15)
    const stopped = aListening()
    await stopped.begin()
    await stopped.speak(500)
    await stopped.answering.stop()
    const lost = aListening()
    await lost.begin()
    await lost.speak(500)
    lost.script.transcript = failure('engine-crashed')
    lost.tell({ type: 'microphone-ended' })
    await settle()
    expect([understood, stopped, lost].map(wiped)).toEqual([true, true, true])
  })
})
