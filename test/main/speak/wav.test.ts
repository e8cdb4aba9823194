import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EARCONS } from '../../../src/main/speak/earcons'
import { pcmOf, quieter, wavOf } from '../../../src/main/speak/wav'

test('what is written is read back, sample for sample', () => {
  fc.assert(
    fc.property(fc.int16Array(), fc.integer({ min: 8000, max: 48_000 }), (samples, rate) => {
      expect(pcmOf(wavOf({ rate, samples }))).toEqual({ rate, samples })
    }),
    { seed: 21 },
  )
})

test('a file from a pipe, whose size was unknown, is read to its end', () => {
  const wav = wavOf({ rate: 16_000, samples: Int16Array.of(1, 2, 3) })
  new DataView(wav.buffer).setUint32(40, 0xffff_ffff, true)
  expect(pcmOf(wav)?.samples).toEqual(Int16Array.of(1, 2, 3))
})

test('what is no sound of one channel and 16 bits is refused, never an exception', () => {
  const stereo = wavOf({ rate: 16_000, samples: Int16Array.of(1, 2) })
  stereo[22] = 2
  expect(pcmOf(stereo)).toBeUndefined()
  expect(pcmOf(new Uint8Array(0))).toBeUndefined()
  const good = wavOf({ rate: 16_000, samples: new Int16Array(20) })
  fc.assert(
    fc.property(
      fc.nat(80),
      fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { maxLength: 6 }),
      (length, changes) => {
        const damaged = good.slice(0, length)
        for (const [at, value] of changes) if (at < damaged.length) damaged[at] = value
        pcmOf(damaged)
      },
    ),
    { numRuns: 500, seed: 22 },
  )
})

test('half the volume is half of each sample', () => {
  expect(quieter({ rate: 1, samples: Int16Array.of(100, -50) }, 0.5).samples).toEqual(Int16Array.of(50, -25))
})

test.each(EARCONS)('the earcon %s is there, short, audible and never at full level', (name) => {
  const file = new URL(`../../../resources/earcons/${name}.wav`, import.meta.url)
  const sound = pcmOf(readFileSync(file))
  const samples = sound?.samples ?? new Int16Array(0)
  const peak = Math.max(...samples.map(Math.abs))
  expect(sound?.rate).toBe(22_050)
  expect(samples.length / 22_050).toBeLessThan(0.4)
  expect(peak).toBeGreaterThan(2000)
  expect(peak).toBeLessThan(20_000)
  // It begins and ends in silence, so that nothing clicks.
  expect([samples[0], samples.at(-1)].map((s) => Math.abs(s ?? 0) < 500)).toEqual([true, true])
})
