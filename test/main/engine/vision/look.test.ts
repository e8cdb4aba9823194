import { join } from 'node:path'
import fc from 'fast-check'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, test } from 'vitest'
import { lightOf } from '../../../../src/main/engine/vision/light'
import { look } from '../../../../src/main/engine/vision/look'
import { lumaOf } from '../../../../src/main/engine/vision/luma'
import { signatureOf } from '../../../../src/main/engine/vision/frame-signature'
import { sceneChange } from '../../../../src/main/engine/vision/scene-change'
import { hashDistance } from '../../../../src/main/engine/vision/perceptual-hash'
import { PROJECT } from '../../../support/desktop-session/user'

const PHOTOGRAPHS = ['astronaut', 'chelsea', 'china', 'coffee', 'flower', 'rocket'] as const
const SIZE = { width: 320, height: 180 }
type Change = (image: Sharp) => Sharp

/** A photograph as a camera's small frame, changed before it is made small. */
async function frameOf(name: string, change: Change = (image) => image) {
  const file = join(PROJECT, `resources/models/descry-nano/samples/${name}.png`)
  const whole = await sharp(file).resize(640, 360, { fit: 'cover' }).removeAlpha().toBuffer()
  const changed = await change(sharp(whole)).toBuffer()
  return small(sharp(changed))
}
async function small(image: Sharp) {
  const bytes = new Uint8Array(await image.resize({ ...SIZE, fit: 'fill' }).ensureAlpha().raw().toBuffer())
  return { ...SIZE, bytes }
}
/** A sensor's noise of so many levels, the same each time. */
function noisy<F extends { bytes: Uint8Array }>(frame: F, deviation: number, seed = 7): F {
  let state = seed
  const random = (): number => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
  const bytes = frame.bytes.map((level, i) => (i % 4 === 3 ? level : Math.max(0, Math.min(255, level + (random() + random() + random() - 1.5) * 2 * deviation))))
  return { ...frame, bytes }
}
/** White paper with lines of text, before the camera. */
const paper = (...lines: readonly string[]) => {
  const text = lines.map((line, i) => `<text x="60" y="${70 + i * 55}" font-size="36" font-family="sans-serif" fill="#222">${line}</text>`).join('')
  return small(sharp(Buffer.from(`<svg width="640" height="360"><rect width="640" height="360" fill="#f4f2ee"/>${text}</svg>`)))
}
const between = (a: Parameters<typeof look>[0], b: Parameters<typeof look>[0]) => look(b, [look(a, []).signature]).changes[0]!
/** Limits of `narrate/narration/scene-watch.ts`. */
const isOther = ({ share, distance }: { share: number; distance: number }): boolean => share > 0.03 || distance > 10

describe('what is no other scene', () => {
  test.each(PHOTOGRAPHS)('noise, light and a soft lens before %s', async (name) => {
    const frame = await frameOf(name)
    const same = [noisy(frame, 3), noisy(frame, 8), await frameOf(name, (i) => i.linear(1, 15)), await frameOf(name, (i) => i.linear(1.08, 0)), await frameOf(name, (i) => i.blur(1.5))]
    expect(same.map((other) => isOther(between(frame, other)))).toEqual(same.map(() => false))
  })
})

describe('what is another scene', () => {
  test('every other photograph, by nearly all of its cells and by its gradients', async () => {
    const frames = await Promise.all(PHOTOGRAPHS.map((name) => frameOf(name)))
    for (const a of frames) {
      for (const b of frames) {
        if (a === b) continue
        const { share, distance } = between(a, b)
        expect(share).toBeGreaterThan(0.5)
        expect(distance).toBeGreaterThan(20)
      }
    }
  })
  test.each(PHOTOGRAPHS)('a light thing that comes before %s, a twentieth of the picture large', async (name) => {
    const thing = { input: { create: { width: 108, height: 108, channels: 3 as const, background: '#f0e4d0' } }, left: 100, top: 100 }
    expect(isOther(between(await frameOf(name), await frameOf(name, (i) => i.composite([thing]))))).toBe(true)
  })
  test('other text on the same paper', async () => {
    const first = noisy(await paper('Platform seven', 'Trains to Harbour', 'Next at ten'), 3)
    const again = noisy(await paper('Platform seven', 'Trains to Harbour', 'Next at ten'), 3, 99)
    const other = noisy(await paper('Garden centre', 'Open on Sunday', 'Closed in May'), 3, 5)
    expect([isOther(between(first, again)), isOther(between(first, other))]).toEqual([false, true])
  })
})

describe('sharpness and light', () => {
  test.each(PHOTOGRAPHS)('%s is sharp, far less when blurred, and dark when dark', async (name) => {
    const [clear, blurred, dark] = [await frameOf(name), await frameOf(name, (i) => i.blur(6)), await frameOf(name, (i) => i.linear(0.05, 0))].map((frame) => look(frame, []))
    expect(clear!.sharpness).toBeGreaterThan(25)
    expect(blurred!.sharpness).toBeLessThan(14)
    expect(dark!.light).toBeLessThan(10)
    expect(clear!.light).toBeGreaterThan(40)
    expect(dark!.contrast).toBeLessThan(15)
  })
  test('a grey plane has no contrast, no edge and its own level', () => {
    const bytes = new Uint8Array(64 * 36 * 4).fill(90)
    expect(look({ width: 64, height: 36, bytes }, [])).toMatchObject({ light: 90, contrast: 0, sharpness: 0, changes: [] })
  })
})

test('a whole frame and the same one made small have nearly the same signature', async () => {
  const file = join(PROJECT, 'resources/models/descry-nano/samples/china.png')
  const large = new Uint8Array(await sharp(file).resize(1280, 720, { fit: 'cover' }).ensureAlpha().raw().toBuffer())
  const whole = signatureOf(lumaOf({ width: 1280, height: 720, bytes: large }))
  const little = signatureOf(lumaOf(await small(sharp(large, { raw: { width: 1280, height: 720, channels: 4 } }))))
  expect(sceneChange(whole, little)).toBeLessThan(0.01)
})

const signature = fc.uint8Array({ minLength: 64 * 36, maxLength: 64 * 36 })
test('the measures stay in their bounds, and nothing differs from itself, whatever the frame', () => {
  fc.assert(
    fc.property(signature, signature, (a, b) => {
      const share = sceneChange(a, b)
      const distance = hashDistance(a, b)
      expect(share).toBeGreaterThanOrEqual(0)
      expect(share).toBeLessThanOrEqual(1)
      expect(distance).toBeGreaterThanOrEqual(0)
      expect(distance).toBeLessThanOrEqual(64)
      expect([sceneChange(a, a), hashDistance(a, a)]).toEqual([0, 0])
      expect(lightOf(a).mean).toBeLessThanOrEqual(255)
    }),
    { numRuns: 50 },
  )
})
test('frames of any size are measured', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 90 }), (width, height) => {
      const measured = look({ width, height, bytes: new Uint8Array(width * height * 4).fill(120) }, [])
      expect(measured.signature).toHaveLength(64 * 36)
      expect(Number.isFinite(measured.sharpness)).toBe(true)
    }),
  )
})
