import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cropFrame } from '../../../src/main/app/crop-frame'
import { framePictureSchema } from '../../../src/shared/picture'
import { frameOf } from '../../support/app/frame'

test('whatever part of a frame is cut, it is that part, pixel for pixel, and a sound frame', () => {
  const frames = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 })).chain(([width, height]) =>
    fc.tuple(fc.constant({ width, height }), fc.nat(width - 1), fc.nat(height - 1)).chain(([size, x, y]) =>
      fc.record({
        size: fc.constant(size),
        x: fc.constant(x),
        y: fc.constant(y),
        width: fc.integer({ min: 1, max: size.width - x }),
        height: fc.integer({ min: 1, max: size.height - y }),
      }),
    ),
  )
  fc.assert(
    fc.property(frames, ({ size, ...part }) => {
      const whole = { x: 7, y: 5, ...size }
      const cut = cropFrame(frameOf({ x: 0, y: 0, ...size }, 123), whole, { ...part, x: part.x + 7, y: part.y + 5 })
      expect(framePictureSchema.safeParse(cut).success).toBe(true)
      expect(cut).toEqual(frameOf(part, 123))
    }),
  )
})

test.each([0.5, 0.75, 1.5, 2])('of a frame that is scaled by %f the same part is cut', (scale) => {
  const whole = { x: 100, y: 50, width: 80, height: 40 }
  const frame = frameOf({ x: 0, y: 0, width: whole.width * scale, height: whole.height * scale })
  const part = { x: 120, y: 60, width: 20, height: 8 }
  const cut = cropFrame(frame, whole, part)
  expect(cut).toEqual(frameOf({ x: 20 * scale, y: Math.floor(10 * scale), width: 20 * scale, height: Math.ceil(18 * scale) - Math.floor(10 * scale) }))
})

test('a part smaller than a pixel is a pixel', () => {
  const frame = frameOf({ x: 0, y: 0, width: 4, height: 4 })
  const cut = cropFrame(frame, { x: 0, y: 0, width: 400, height: 400 }, { x: 399, y: 0, width: 1, height: 1 })
  expect(cut).toEqual(frameOf({ x: 3, y: 0, width: 1, height: 1 }))
})
