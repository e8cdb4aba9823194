import { describe, expect, it } from 'vitest'
import { isSettled } from '../../../src/renderer/stage/settled'

/** Brightness of frames, 33 ms apart. */
const film = (...levels: readonly number[]) => levels.map((level, index) => ({ t: index * 33, level }))
/** Which frame of a film is taken; -1 when none is. */
const taken = (levels: readonly number[]): number => levels.findIndex((_, index) => isSettled(film(...levels.slice(0, index + 1))))

describe('an exposure', () => {
  it('is settled when it has not changed for some frames', () => {
    const index = taken(Array.from({ length: 60 }, () => 120))
    expect(index).toBe(13)
  })
  it('is not settled in a camera’s first frames, nor without any', () => {
    expect(isSettled([])).toBe(false)
    expect(taken([120, 120, 120, 120, 120])).toBe(-1)
  })
  it('is waited for while it rises from the dark, or falls from glare', () => {
    const rise = Array.from({ length: 60 }, (_, index) => Math.min(150, index * 6))
    expect(rise[taken(rise)]).toBe(150)
    const fall = Array.from({ length: 60 }, (_, index) => Math.max(110, 250 - index * 5))
    expect(fall[taken(fall)]).toBe(110)
  })
  it('is waited for in the dark, for a camera that wakes up', () => {
    const waking = [...Array.from({ length: 25 }, () => 0), ...Array.from({ length: 40 }, () => 90)]
    expect(waking[taken(waking)]).toBe(90)
  })
  it('is taken as it is in a dark room', () => {
    const dark = taken(Array.from({ length: 90 }, () => 2))
    expect(dark).toBeGreaterThan(taken(Array.from({ length: 90 }, () => 80)))
    expect(dark).toBeLessThan(60)
  })
  it('is taken as it is when it never settles', () => {
    const flicker = Array.from({ length: 120 }, (_, index) => (index % 2 === 0 ? 60 : 140))
    expect(taken(flicker)).toBeGreaterThan(0)
  })
})
