import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createVoiceOverSystem, type VoiceOverSystem } from '../../../../src/main/speak/voiceover/osascript'
import { IS_ON, OUTPUT } from '../../../../src/main/speak/voiceover/scripts'
import { VoiceOverRoute } from '../../../../src/main/speak/voiceover/voiceover'
import { speakable } from '../../../../src/main/speak/speakable'
import { createMessages } from '../../../../src/shared/messages'
import { parseOsascript, startFakeVoiceOver } from '../../../support/speech/fake-voiceover'
import { PATIENT } from '../../../support/speech/patient'

const messages = createMessages('en')
const say = (text: string) => ({ kind: 'answer', text, lang: 'en' }) as const

async function start() {
  const voiceOver = await startFakeVoiceOver()
  onTestFinished(() => voiceOver.close())
  const clock = { now: 1_000_000 }
  const deadlines = { look: PATIENT, output: PATIENT }
  const route = new VoiceOverRoute({ system: voiceOver.system, messages, now: () => clock.now, deadlines })
  onTestFinished(() => route.close())
  return { voiceOver, clock, route }
}

/** What osascript itself writes when it cannot run a script, or a script's error is not caught. */
const uncaught = (number: number): string => `0:99: execution error: VoiceOver hat einen Fehler erhalten. (${number})\n`

describe('the text', () => {
  test('is one argument from end to end, in UTF-8, behind a word that is no option', async () => {
    const { route, voiceOver } = await start()
    await route.speak(say('-l "Größe" 💩 \\" & return'))
    const [call] = voiceOver.calls()
    expect(call?.argv).toEqual(['-e', OUTPUT, 'say', '-l "Größe" 💩 \\" & return'])
    expect(call?.args).toEqual(['say', '-l "Größe" 💩 \\" & return'])
    expect((await voiceOver.raw()).includes(Buffer.from('Größe" 💩', 'utf8'))).toBe(true)
  })

  test('is never in a script, and never an option (200 seeded inputs)', async () => {
    const argvs: (readonly string[])[] = []
    const system: VoiceOverSystem = {
      run: async (args) => {
        argvs.push(args)
        return { output: 'taken\n', errors: '' }
      },
      allowsScripts: async () => true,
    }
    const route = new VoiceOverRoute({ system, messages, now: Date.now })
    const unit = fc.oneof(
      fc.constantFrom('-e', '-i', '--', '" & (do shell script "id") & "', '\\', '¬', '»', '«event', '\n', '\0', '-'),
      fc.string({ unit: 'binary', maxLength: 8 }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(unit, { maxLength: 10 }), async (parts) => {
        const text = speakable(parts.join(' '))
        argvs.length = 0
        await route.speak(say(parts.join(' ')))
        if (text === '') expect(argvs).toEqual([])
        else expect(argvs.map(parseOsascript)).toEqual([{ language: 'AppleScript', script: OUTPUT, args: ['say', text] }])
      }),
      { numRuns: 200, seed: 20_261_125 },
    )
  })
})

describe('VoiceOver is never started', () => {
  test('every word for VoiceOver stands behind a look whether it runs, and is compiled after it', () => {
    const look = OUTPUT.indexOf('if not (application id "com.apple.VoiceOver" is running) then return')
    const inner = OUTPUT.indexOf('run script "')
    expect(look).toBeGreaterThan(0)
    expect(inner).toBeGreaterThan(look)
    expect(OUTPUT.indexOf('tell application')).toBeGreaterThan(inner)
    // What asks whether it is on talks to the system alone.
    expect(IS_ON).not.toMatch(/VoiceOver'|Application\(/)
  })

  test('while it is off nothing but that look is made, and the sentence says how to start it', async () => {
    const { route, voiceOver } = await start()
    await voiceOver.answer({ on: false })
    expect(await route.detect()).toEqual({ available: false, reason: messages.say('voice.voiceover.not-running') })
    expect(voiceOver.calls().map(({ language, script }) => [language, script])).toEqual([['JavaScript', IS_ON]])
  })
})

describe('what goes wrong is said with what helps', () => {
  test.each([
    [-600, 'route-lost', 'voice.voiceover.not-running'],
    [-609, 'route-lost', 'voice.voiceover.not-running'],
    [-1728, 'route-lost', 'voice.voiceover.not-running'],
    [-1708, 'route-refused', 'voice.voiceover.switched-off'],
    [-2740, 'route-refused', 'voice.voiceover.switched-off'],
    [-2741, 'route-refused', 'voice.voiceover.switched-off'],
    [-1743, 'route-refused', 'voice.voiceover.not-allowed'],
    [-1744, 'route-refused', 'voice.voiceover.not-allowed'],
    [-10004, 'route-refused', 'voice.voiceover.not-allowed'],
    [-1712, 'route-lost', 'voice.voiceover.silent'],
    [-10810, 'route-lost', 'voice.voiceover.failed'],
  ] as const)('error %i: %s, %s', async (error, code, key) => {
    for (const answer of [{ output: `error ${error}\n` }, { output: '', errors: uncaught(error) }]) {
      const { route, voiceOver } = await start()
      await voiceOver.answer(answer)
      expect(await route.speak(say('To nobody.'))).toEqual({ ok: false, code, detail: messages.say(key, { error }) })
      expect(voiceOver.heard()).toEqual([])
    }
  })

  test.each([
    [-1708, 'voice.voiceover.switched-off'],
    [-1743, 'voice.voiceover.not-allowed'],
  ] as const)('after error %i the route is out for half a minute, then it is tried again', async (error, key) => {
    const { route, voiceOver, clock } = await start()
    await voiceOver.answer({ output: `error ${error}\n` })
    await route.speak(say('Refused.'))
    expect(await route.detect()).toEqual({ available: false, reason: messages.say(key) })
    await voiceOver.answer({})
    clock.now += 30_001
    expect(await route.detect()).toEqual({ available: true, name: 'VoiceOver' })
    expect(await route.speak(say('Heard.'))).toEqual({ ok: true, end: 'handed-over' })
    expect(voiceOver.heard()).toEqual(['Heard.'])
  })

  test('a VoiceOver that was started again is tried at once', async () => {
    const { route, voiceOver } = await start()
    await voiceOver.answer({ output: 'error -1708\n' })
    await route.speak(say('Refused.'))
    await voiceOver.answer({ on: false })
    await route.detect()
    await voiceOver.answer({})
    expect(await route.detect()).toMatchObject({ available: true })
  })

  test('its switch is looked at before anything is said: off, on, and not to be seen', async () => {
    const { route, voiceOver } = await start()
    await voiceOver.permit(false)
    expect(await route.detect()).toEqual({ available: false, reason: messages.say('voice.voiceover.switched-off') })
    await voiceOver.permit(true)
    expect(await route.detect()).toMatchObject({ available: true })
    // A path through a file: not "no such file", and so no answer.
    expect(await createVoiceOverSystem('/bin/true', '/etc/passwd/mark').allowsScripts()).toBe(true)
  })

  test('an osascript that hangs, as while macOS asks the user, is ended', async () => {
    const { route, voiceOver } = await start()
    await voiceOver.answer({ hang: true })
    expect(await voiceOver.system.run(['-e', OUTPUT, 'say', 'x'], 200)).toBeUndefined()
    const silent: VoiceOverSystem = { ...voiceOver.system, run: async () => undefined }
    const hanging = new VoiceOverRoute({ system: silent, messages, now: Date.now })
    expect(await hanging.detect()).toEqual({ available: false, reason: messages.say('voice.voiceover.silent') })
    expect(await hanging.speak(say('To nobody.'))).toMatchObject({ ok: false, code: 'route-lost' })
    await voiceOver.answer({})
    expect(await route.speak(say('Heard.'))).toMatchObject({ ok: true })
  })

  test('a system without osascript', async () => {
    const system = createVoiceOverSystem('/nowhere/osascript')
    const route = new VoiceOverRoute({ system, messages, now: Date.now })
    expect(await route.detect()).toMatchObject({ available: false })
    expect(await route.speak(say('To nobody.'))).toMatchObject({ ok: false, code: 'route-lost' })
  })
})

test('VoiceOver ended in mid-answer and started again: the rest is lost, the next answer is spoken', async () => {
  const { route, voiceOver } = await start()
  expect(await route.speak(say('First.'))).toMatchObject({ ok: true })
  await voiceOver.answer({ on: false })
  expect(await route.speak(say('The rest.'))).toMatchObject({ ok: false, code: 'route-lost' })
  await voiceOver.answer({})
  expect(await route.speak(say('Next.'))).toMatchObject({ ok: true })
  expect(voiceOver.heard()).toEqual(['First.', 'Next.'])
})
