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
    const moving = (at: number): Uint8Array<ArrayBuffer> => frame(...Array.from({ length: 900 }, (_, i) => (i * 2 + at / 200) % CELLS))
    const read: number[] = []
    for (let at = 200; at < 60_000; at += 200) {
      if (screen.see(moving(at), at).is !== 'changed') continue
      read.push(at)
      screen.keep()
      screen.repaid(false)
    }
    expect(read.map((at) => Math.round(at / 1000))).toEqual([5, 15, 36])
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
  test('is nowhere left out where most of the screen moves', () => {
    const cells = new RestlessCells(CELLS)
    for (let at = 0; at <= 20_000; at += 500) cells.note(Array.from({ length: CELLS / 2 }, (_, i) => i), at)
    expect(cells.restless().size).toBe(0)
  })
})
