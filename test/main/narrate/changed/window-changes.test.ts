import { expect, test } from 'vitest'
import { windowChanges, type SeenWindow } from '../../../../src/main/narrate/changed/window-changes'

const window = (id: number, name: string, [x, y, width, height]: readonly [number, number, number, number] = [0, 0, 400, 300]): SeenWindow => ({
  id,
  name,
  bounds: { x, y, width, height },
})

test('windows that came, went, moved, grew and were renamed are told apart', () => {
  const before = [window(1, 'Mail'), window(2, 'Notes'), window(3, 'Clock'), window(4, 'Terminal'), window(5, 'Draft')]
  const after = [window(6, 'Save changes?'), window(1, 'Mail'), window(3, 'Clock', [-200, 50, 400, 300]), window(4, 'Terminal', [0, 0, 800, 300]), window(5, 'Draft, saved')]
  const { opened, closed, moved, resized, renamed } = windowChanges(before, after)
  const names = (windows: readonly SeenWindow[]): string[] => windows.map(({ name }) => name)
  expect([names(opened), names(closed), names(resized)]).toEqual([['Save changes?'], ['Notes'], ['Terminal']])
  expect(moved.map((one) => [one.window.name, one.to])).toEqual([['Clock', 'left']])
  expect(renamed.map((one) => [one.before.name, one.after.name])).toEqual([['Draft', 'Draft, saved']])
})

test.each([
  [[0, -90], 'up'],
  [[10, 90], 'down'],
  [[90, 10], 'right'],
  [[4, 4], undefined],
] as const)('a window that went %j was moved %s', ([x, y], to) => {
  const [moved] = windowChanges([window(1, 'Mail')], [window(1, 'Mail', [x, y, 400, 300])]).moved
  expect(moved?.to).toBe(to)
})
