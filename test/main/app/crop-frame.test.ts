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
      const cut = cropFrame(frameOf({ x: 0, y: 0, ...size }, 123), part)
      expect(framePictureSchema.safeParse(cut).success).toBe(true)
      expect(cut).toEqual(frameOf(part, 123))
    }),
  )
})
