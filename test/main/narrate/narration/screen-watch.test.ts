import { describe, expect, test } from 'vitest'
import { SIGNATURE } from '../../../../src/shared/engine-protocol'
import { RestlessCells } from '../../../../src/main/narrate/narration/restless-cells'
import { ScreenWatch } from '../../../../src/main/narrate/narration/screen-watch'

const CELLS = SIGNATURE.columns * SIGNATURE.rows
const cell = (x: number, y: number): number => y * SIGNATURE.columns + x
/** A plain screen on which some cells have another light. */
const frame = (...cells: readonly number[]): Uint8Array<ArrayBuffer> => {
  const signature = new Uint8Array(CELLS).fill(230)
  for (const one of cells) signature[one] = 200
  return signature
}
function watch(): ScreenWatch {
  const watch = new ScreenWatch()
  watch.see(frame(), 0)
  watch.keep()
  return watch
}

describe('a change', () => {
  test('counts when it has lasted for two frames, with the cells around it', () => {
    const screen = watch()
    const changed = frame(cell(10, 9), cell(13, 9))
    expect(screen.see(changed, 200)).toEqual({ is: 'moving' })
    expect(screen.see(changed, 400)).toEqual({ is: 'changed', part: { x: 9 / 64, y: 8 / 36, width: 6 / 64, height: 3 / 36 }, restless: false })
    screen.keep()
    expect(screen.see(changed, 600)).toEqual({ is: 'still' })
  })
  test('that goes as it came is none', () => {
    const screen = watch()
    screen.see(frame(cell(10, 9)), 200)
    expect(screen.see(frame(), 400)).toEqual({ is: 'still' })
  })
  test('is still one where it could not be read', () => {
    const screen = watch()
    for (const at of [200, 400]) screen.see(frame(5), at)
    screen.keep()()
    expect(screen.see(frame(5), 600)).toMatchObject({ is: 'changed' })
  })
  test('that never rests is read after five seconds, and later each time that nothing came of it', () => {
    const screen = watch()
    const moving = (at: number): Uint8Array<ArrayBuffer> => frame(...Array.from({ length: 900 }, (_, i) => (i * 7 + (at / 200) * 13) % 1500))
    const read: number[] = []
    for (let at = 200; at < 60_000; at += 200) {
      if (screen.see(moving(at), at).is !== 'changed') continue
      read.push(at)
      screen.keep()
      screen.repaid(false)
    }
    expect(read.map((at) => Math.round(at / 1000))).toEqual([5, 13, 25, 42])
  })
})

describe('what never rests', () => {
  test('is left out after some seconds of change, and counts again when it has rested', () => {
    const cells = new RestlessCells(CELLS)
    for (let at = 0; at <= 6000; at += 500) cells.note([7], at)
    expect([...cells.restless()]).toEqual([7])
    cells.note([], 20_000)
    expect([...cells.restless()]).toEqual([])
  })
  test('is not what changed a few times', () => {
    const cells = new RestlessCells(CELLS)
    for (let at = 0; at <= 5000; at += 1000) cells.note([7], at)
    expect([...cells.restless()]).toEqual([])
  })
})

describe('beside a film', () => {
  const film = (at: number, ...cells: readonly number[]): Uint8Array<ArrayBuffer> =>
    frame(...Array.from({ length: 600 }, (_, i) => (i * 7 + (at / 200) * 13) % 960), ...cells)
  /** A film that has run for some seconds and was read then. */
  const playing = (): ScreenWatch => {
    const screen = watch()
    for (let at = 200; at <= 20_000; at += 200) if (screen.see(film(at), at).is === 'changed') screen.keep()
    return screen
  }
  test('a change that lasts is one at once, and the film is still to be read', () => {
    const screen = playing()
    screen.keep()
    const see = (at: number) => screen.see(film(at, cell(10, 30)), at)
    expect(see(20_200)).toMatchObject({ is: 'moving' })
    expect(see(20_400)).toEqual({ is: 'changed', part: { x: 9 / 64, y: 29 / 36, width: 3 / 64, height: 3 / 36 }, restless: false })
    screen.keep()
    // As long after the film's own last read as if nothing had been beside it.
    const due = Array.from({ length: 40 }, (_, i) => 20_600 + 200 * i).find((at) => see(at).is === 'changed')
    expect(due).toBe(25_200)
  })
  test('nothing changes while it plays, until it is due', () => {
    const screen = playing()
    screen.keep()
    expect(screen.see(film(20_200), 20_200)).toEqual({ is: 'playing' })
  })
  test('it is read in its turn where what is beside it changes again and again', () => {
    const screen = playing()
    screen.keep()
    const due = Array.from({ length: 200 }, (_, i) => 20_200 + 200 * i).find((at, i) => {
      // Another one every other second: it lasts, and is read, and changes.
      const motion = screen.see(film(at, cell(10 + 2 * (Math.floor(i / 10) % 20), 33)), at)
      if (motion.is === 'changed') screen.keep()
      return motion.is === 'changed' && motion.restless
    })
    expect(due).toBeLessThan(30_000)
  })
  test('it is read sooner while each read brings something new', () => {
    const screen = playing()
    screen.repaid(true)
    screen.keep()
    const due = Array.from({ length: 40 }, (_, i) => 20_200 + 200 * i).find((at) => screen.see(film(at), at).is === 'changed')
    expect(due).toBe(22_200)
  })
})
