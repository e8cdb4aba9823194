import { expect, test } from 'vitest'
import { willAsk } from '../../../../src/main/app/listening/consent'

const system = (status: string) => ({ getMediaAccessStatus: () => status })

test('macOS asks where nobody was asked yet; it does not ask again, and other systems do not ask so', () => {
  expect(willAsk('darwin', system('not-determined'))).toBe(true)
  for (const status of ['granted', 'denied', 'restricted']) expect(willAsk('darwin', system(status))).toBe(false)
  expect([willAsk('win32', system('not-determined')), willAsk('linux', {})]).toEqual([false, false])
})
