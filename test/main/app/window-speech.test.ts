import { expect, test } from 'vitest'
import { WindowSpeech } from '../../../src/main/app/window-speech'
import type { WindowName } from '../../../src/shared/ipc-schema'
import { spyVoice } from '../../support/app/spy-voice'

function aWindowSpeech({ speaks = true, isLearning = false, open = true } = {}) {
  const state = { front: 'home' as WindowName }
  const spy = spyVoice()
  const own: string[] = []
  const speech = new WindowSpeech({
    voice: spy.voice,
    speaks: () => speaks,
    isFocused: (window) => window === state.front,
    isLearning: () => isLearning,
    sayOwn: ({ text }) => void own.push(text),
  })
  if (open) speech.open()
  return { speech, own, state, ...spy }
}

test('what has the focus is said as such, in its language', () => {
  const { speech, heard, langs, log } = aWindowSpeech()
  speech.said({ what: 'focus', text: 'Stopp, Schalter', lang: 'de' }, 'home')
  speech.said({ what: 'help', text: 'Hilfe.', lang: 'de' }, 'home')
  expect([heard, langs, log]).toEqual([['Stopp, Schalter', 'Hilfe.'], ['de', 'de'], ['begin focus aloud', 'begin focus aloud']])
})

test('nothing is said beside a screen reader, or where the user wants none of it', () => {
  const { speech, log } = aWindowSpeech({ speaks: false })
  speech.said({ what: 'focus', text: 'Stop, button', lang: 'en' }, 'home')
  speech.said({ what: 'help', text: 'Help.', lang: 'en' }, 'home')
  expect(log).toEqual([])
})

test('before the greeting the newest waits, and is said behind it', () => {
  const { speech, heard } = aWindowSpeech({ open: false })
  speech.said({ what: 'focus', text: 'Home, heading', lang: 'en' }, 'home')
  speech.said({ what: 'focus', text: 'Welcome, heading', lang: 'en' }, 'home')
  expect(heard).toEqual([])
  speech.open()
  expect(heard).toEqual(['Welcome, heading'])
})

test('a key of the window is said through whoever speaks, and only while keys are learned', () => {
  const learning = aWindowSpeech({ speaks: false, isLearning: true })
  learning.speech.said({ what: 'key', text: 'F6. Goes on.', lang: 'en' }, 'home')
  expect([learning.own, learning.log]).toEqual([['F6. Goes on.'], []])
  const working = aWindowSpeech()
  working.speech.said({ what: 'key', text: 'F6. Goes on.', lang: 'en' }, 'home')
  expect([working.own, working.log]).toEqual([[], []])
})

test('a refusal is said once, although the window shows it too', () => {
  const { speech, own, heard } = aWindowSpeech()
  speech.refused({ text: 'This key cannot be used.', lang: 'en' })
  speech.said({ what: 'focus', text: 'This key cannot be used.', lang: 'en' }, 'home')
  expect([own, heard]).toEqual([['This key cannot be used.'], []])
  speech.said({ what: 'focus', text: 'This key cannot be used.', lang: 'en' }, 'home')
  expect(heard).toEqual(['This key cannot be used.'])
})

test('a refusal is said once, although its field says first that it is not right', () => {
  const { speech, heard, own } = aWindowSpeech()
  speech.refused({ text: 'The question is empty.', lang: 'en' })
  speech.said({ what: 'focus', text: 'not right, The question is empty.', lang: 'en' }, 'home')
  expect([own, heard]).toEqual([['The question is empty.'], []])
})

test('hostile text is bounded and has no control characters', () => {
  const { speech, heard } = aWindowSpeech()
  speech.said({ what: 'focus', text: `a\r\n.\r\nQUIT\u0000\u001B[2J ${'x'.repeat(7000)}`, lang: 'en' }, 'home')
  expect(heard[0]).toMatch(/^a \. QUIT \[2J x+$/)
  expect(heard[0]?.length).toBeLessThanOrEqual(4000)
  speech.said({ what: 'focus', text: '\u0007 ', lang: 'en' }, 'home')
  expect(heard).toHaveLength(1)
})

test('a window that lies behind another one of ours waits until it has the keyboard', () => {
  const { speech, heard, state } = aWindowSpeech()
  speech.said({ what: 'focus', text: 'Describe the screen, D', lang: 'en' }, 'menu')
  speech.said({ what: 'focus', text: 'Home, heading', lang: 'en' }, 'home')
  expect(heard).toEqual(['Home, heading'])
  state.front = 'menu'
  speech.focused('menu')
  speech.focused('menu')
  speech.focused('home')
  expect(heard).toEqual(['Home, heading', 'Describe the screen, D'])
})

test('what a window behind another one wanted said still waits when the greeting is out, and is said when it comes to the front', () => {
  const { speech, heard, state } = aWindowSpeech({ open: false })
  state.front = 'menu'
  speech.said({ what: 'focus', text: 'Home, heading', lang: 'en' }, 'home')
  speech.open()
  expect(heard).toEqual([])
  state.front = 'home'
  speech.focused('home')
  expect(heard).toEqual(['Home, heading'])
})

test('what a window wanted said when it went is not said when it is shown again', () => {
  const { speech, heard, state } = aWindowSpeech()
  state.front = 'menu'
  speech.said({ what: 'focus', text: 'Home, heading', lang: 'en' }, 'home')
  speech.shown('home')
  state.front = 'home'
  speech.focused('home')
  speech.said({ what: 'focus', text: 'Your question, text field', lang: 'en' }, 'home')
  expect(heard).toEqual(['Your question, text field'])
})

test('before the greeting a window that is shown keeps what it wants said', () => {
  const { speech, heard } = aWindowSpeech({ open: false })
  speech.said({ what: 'focus', text: 'Welcome, heading', lang: 'en' }, 'home')
  speech.shown('home')
  speech.open()
  expect(heard).toEqual(['Welcome, heading'])
})

test('what comes to the focus by itself goes on behind it, and what has the focus next does not', () => {
  const { speech, log } = aWindowSpeech()
  speech.said({ what: 'focus', text: 'Models, heading', lang: 'en' }, 'home')
  speech.said({ what: 'more', text: 'Six models.', lang: 'en' }, 'home')
  speech.said({ what: 'focus', text: 'Use it, button', lang: 'en' }, 'home')
  expect(log).toEqual(['begin focus aloud', 'begin focus aloud goes on', 'begin focus aloud'])
})

test('while a window waits, what has the focus is kept with the newest that came to it', () => {
  const { speech, heard, log } = aWindowSpeech({ open: false })
  speech.said({ what: 'focus', text: 'Home, heading', lang: 'en' }, 'home')
  speech.said({ what: 'more', text: 'It loads.', lang: 'en' }, 'home')
  speech.said({ what: 'focus', text: 'Models, heading', lang: 'en' }, 'home')
  for (const text of ['10 %', '20 %']) speech.said({ what: 'more', text, lang: 'en' }, 'home')
  expect(heard).toEqual([])
  speech.open()
  expect(heard).toEqual(['Models, heading', '20 %'])
  expect(log).toEqual(['begin focus aloud', 'begin focus aloud goes on'])
})
