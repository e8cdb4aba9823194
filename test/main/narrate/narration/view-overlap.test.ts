import { expect, test } from 'vitest'
import sharp from 'sharp'
import { look } from '../../../../src/main/engine/vision/look'
import { overlapOf } from '../../../../src/main/narrate/narration/view-overlap'
import { seededRandom } from '../../../support/pictures/random'
import { sample } from '../../../cli/e2e/support/run-cli'

const NAMES = ['china', 'coffee', 'rocket', 'astronaut', 'chelsea', 'flower']
/** A view of a photograph, 320 × 180 of its 640 × 360. */
async function view(name: string, left: number, top: number): Promise<Uint8Array> {
  const bytes = await sharp(sample(`${name}.png`))
    .resize(640, 360, { fit: 'cover' })
    .extract({ left, top, width: 320, height: 180 })
    .ensureAlpha()
    .raw()
    .toBuffer()
  return look({ width: 320, height: 180, bytes }, []).signature
}

test.each(NAMES)('a camera that moved over %s: how far, in cells', async (name) => {
  const from = await view(name, 100, 80)
  for (const [x, y] of [[5, 0], [40, 0], [-60, 10], [0, 15]] as const) {
    // What was in the middle is now to the left when the camera went right.
    expect(overlapOf(await view(name, 100 + x, 80 + y), from), `${x}, ${y}`).toEqual({ x: 0 - x / 5, y: 0 - y / 5 })
  }
})
test('one view is unmoved', async () => {
  expect(overlapOf(await view('china', 100, 80), await view('china', 100, 80))).toEqual({ x: 0, y: 0 })
})
test.each(NAMES)('a camera that moved over %s by less than a cell: about how far', async (name) => {
  const from = await view(name, 100, 80)
  for (const [x, y] of [[1, 0], [-2, 0], [0, 2], [2, 1]] as const) {
    const moved = overlapOf(await view(name, 100 + x, 80 + y), from)
    // Slopes of cells tell it to a third.
    expect(Math.abs(moved!.x + x / 5), `${x}, ${y}`).toBeLessThan(0.2)
    expect(Math.abs(moved!.y + y / 5), `${x}, ${y}`).toBeLessThan(0.2)
    expect(moved).not.toEqual({ x: 0, y: 0 })
  }
})
test.each(NAMES)('noise over %s, other light and a thing that comes into it are no move', async (name) => {
  const random = seededRandom(3)
  const from = await view(name, 100, 80)
  const noisy = from.map((level) => Math.max(0, Math.min(255, level + Math.round(4 * random() - 2))))
  expect(overlapOf(noisy, from)).toEqual({ x: 0, y: 0 })
  expect(overlapOf(from.map((level) => Math.min(255, level + 9)), from)).toEqual({ x: 0, y: 0 })
  // A dark thing of a thirtieth of the picture.
  const thing = from.map((level, cell) => (Math.abs((cell % 64) - 40) < 5 && Math.abs(Math.floor(cell / 64) - 18) < 5 ? level / 3 : level))
  expect(overlapOf(thing, from)).toEqual({ x: 0, y: 0 })
})
test('views of two places do not overlap', async () => {
  const views = await Promise.all(NAMES.map((name) => view(name, 100, 80)))
  const pairs = views.flatMap((a, i) => views.map((b, j) => [a, b, i, j] as const)).filter(([, , i, j]) => i !== j)
  expect(pairs.filter(([a, b]) => overlapOf(a, b) !== null).map(([, , i, j]) => `${NAMES[i]} ${NAMES[j]}`)).toEqual([])
})
