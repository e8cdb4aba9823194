import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEVICE_OUTCOMES, type DeviceOutcome } from '../../../src/shared/device-probe'
import { DEVICES, type Device } from '../../../src/shared/devices'
import { createMessages, LOCALES, type Locale } from '../../../src/shared/messages'
import type { DeviceVerdict } from '../../../src/main/models/device-memory'
import { chooseDevice, processorReason, PROCESSOR_REASONS } from '../../../src/main/narrate/device-choice'
import { deviceReport, deviceSentence, findingSentences, type DeviceState } from '../../../src/main/narrate/device-report'

const PROCESSOR = { firstToken: 1000, decode: 50 }

function verdict(device: Device, speed: number, outcome: DeviceOutcome = 'right', half = true): DeviceVerdict {
  const times = { firstToken: PROCESSOR.firstToken / speed, decode: PROCESSOR.decode / speed }
  return { device, outcome, half, times, driver: 'd', model: 'm', runtime: 'r', product: 'p', precision: 'q4', at: 0 }
}

describe('the device that is chosen', () => {
  test('is the fastest of those that answer rightly', () => {
    expect(chooseDevice(PROCESSOR, [verdict('cuda', 3), verdict('webgpu', 5, 'right', false)])).toEqual({ device: 'webgpu', half: false })
  })

  test('is the processor where none is a fifth faster', () => {
    expect(chooseDevice(PROCESSOR, [verdict('webgpu', 1.19)]).device).toBe('cpu')
    expect(chooseDevice(PROCESSOR, [verdict('webgpu', 1.21)]).device).toBe('webgpu')
  })

  test('is the processor where nothing is known of it', () => {
    expect(chooseDevice(null, [verdict('webgpu', 9)]).device).toBe('cpu')
  })

  test('weighs the first token and thirty more', () => {
    const quickStart = { ...verdict('cuda', 1), times: { firstToken: 100, decode: 45 } }
    const quickTokens = { ...verdict('webgpu', 1), times: { firstToken: 1000, decode: 10 } }
    expect(chooseDevice(PROCESSOR, [quickStart, quickTokens]).device).toBe('webgpu')
  })

  test('is never one that did not answer rightly, however fast', () => {
    const wrong = fc.constantFrom(...DEVICE_OUTCOMES.filter((outcome) => outcome !== 'right'))
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...DEVICES), fc.integer({ min: 2, max: 1000 }), wrong)), (all) => {
        expect(chooseDevice(PROCESSOR, all.map(([device, speed, outcome]) => verdict(device, speed, outcome))).device).toBe('cpu')
      }),
    )
  })
})

test('of several reasons the one that tells most is given', () => {
  const findings = (...outcomes: DeviceOutcome[]) => outcomes.map((outcome) => ({ device: 'webgpu' as const, outcome }))
  expect(processorReason(findings('not-in-package', 'wrong-numbers'))).toBe('wrong-numbers')
  expect(processorReason(findings('right', 'hung'))).toBe('hung')
  expect(processorReason(findings('not-in-package', 'right'))).toBe('slower')
  expect(processorReason(findings('not-in-package', 'absent'))).toBe('no-other')
})

describe.each(Object.keys(LOCALES) as Locale[])('in %s', (locale) => {
  const messages = createMessages(locale)

  test.each(DEVICES)('the use of %s is said in a sentence', (inUse) => {
    expect(deviceSentence({ asked: 'auto', inUse, precision: null, reason: null, findings: [] }, messages)).toMatch(/^Descry .*\.$/)
  })

  test.each([...PROCESSOR_REASONS, ...DEVICE_OUTCOMES.filter((outcome) => outcome !== 'right')])(
    'why the processor is used is said: %s',
    (reason) => {
      const sentence = deviceSentence({ asked: 'auto', inUse: 'cpu', precision: null, reason, findings: [] }, messages)
      expect(sentence).toMatch(/^Descry (?:uses the processor|verwendet den Prozessor).*\.$/)
    },
  )

  test('what became of each device is said by its name', () => {
    const findings = DEVICE_OUTCOMES.map((outcome) => ({ device: 'cuda' as const, outcome }))
    const said = findingSentences({ asked: 'auto', inUse: 'cpu', precision: null, reason: null, findings }, messages)
    expect(new Set(said).size).toBe(DEVICE_OUTCOMES.length)
    for (const sentence of said) expect(sentence).toMatch(/^CUDA .*\.$/)
  })
})

test('CUDA without its libraries is not in this package', () => {
  const findings = [{ device: 'cuda', outcome: 'not-in-package' }] as const
  const said = findingSentences({ asked: 'auto', inUse: 'cpu', precision: null, reason: null, findings }, createMessages('en'))
  expect(said).toEqual(['CUDA is not in this package of Descry.'])
})

describe('a report says why the processor is used:', () => {
  const known = { choice: { device: 'cpu', half: true }, complete: true, small: false, findings: [] } as const
  const at = (change: Partial<DeviceState>) =>
    deviceReport({ asked: 'auto', inUse: 'cpu', precision: 'q4', known, lost: false, ...change }).reason

  test.each([
    ['it was chosen', { asked: 'cpu' }, 'chosen'],
    ['the model is small', { known: { ...known, small: true } }, 'small-model'],
    ['nothing was tried yet', { known: { ...known, complete: false } }, 'not-tried'],
    ['there is nothing else', {}, 'no-other'],
    ['the card failed in use, whatever else is known', { lost: true, asked: 'webgpu' }, 'lost'],
    ['nobody looked', { known: null }, null],
    ['it is not used', { inUse: 'webgpu' }, null],
  ] as const)('%s', (_what, change, reason) => {
    expect(at(change)).toBe(reason)
  })
})
