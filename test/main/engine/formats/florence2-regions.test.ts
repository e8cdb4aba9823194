import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { regionsOf, type Piece } from '../../../../src/main/engine/formats/florence2-regions'
import type { AnswerKind } from '../../../../src/main/engine/formats/florence2-tasks'

interface Made {
  readonly bbox?: readonly number[] | readonly (readonly number[])[]
  readonly quad_box?: readonly number[]
  readonly polygons?: readonly (readonly number[])[]
  readonly cat_name?: string
  readonly text?: string
}

/** What transformers' own post-processor makes of texts with places (test/support/tiny-models/florence2.py). */
const CASES = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../fixtures/conformance/tiny-florence2.regions.json'), 'utf8'),
) as { kind: AnswerKind; size: [number, number]; text: string; made: Made[] }[]

/** Text with places as the tokens that it came from. */
function pieces(text: string): Piece[] {
  return text.split(/(<loc_\d+>|<\/?poly>|<sep>)/).flatMap((part): Piece[] => {
    const place = /^<loc_(\d+)>$/.exec(part)?.[1]
    if (place !== undefined) return [Number(place)]
    if (/^<(?:\/?poly|sep)>$/.test(part)) return [{ mark: part }]
    const words = part.replaceAll(/<\/?s>|<pad>/g, '')
    return words === '' ? [] : [words]
  })
}

/** One region a list of points, as ours are. */
function expected(made: Made): { label: string; points: readonly number[] }[] {
  const label = made.cat_name ?? made.text ?? ''
  const lists = made.polygons ?? (made.quad_box ? [made.quad_box] : typeof made.bbox?.[0] === 'number' ? [made.bbox] : (made.bbox ?? []))
  // Its labels hold what stood before them: half a quadrilateral, a mark; and lose a line before the last.
  return (lists as readonly number[][]).map((points) => ({ label: label.split('>').at(-1)?.trim() ?? '', points }))
}

describe('regions of an answer', () => {
  test.each(CASES)('are those of transformers: $kind in "$text"', ({ kind, size: [width, height], text, made }) => {
    const found = regionsOf(pieces(text), kind, { width, height })
    const wanted = made.flatMap(expected)
    // eslint-disable-next-line no-control-regex -- transformers drops all letters beyond ASCII
    expect(found.map(({ label }) => label.replaceAll(/^.*\n|[^\x00-\x7f]/g, ''))).toEqual(wanted.map(({ label }) => label))
    wanted.forEach(({ points }, i) => {
      expect(found[i]?.points.length).toBe(points.length)
      // It cuts pixels off to whole ones, in single precision.
      points.forEach((point, at) => expect(Math.abs((found[i]?.points[at] ?? NaN) - point - 0.5)).toBeLessThanOrEqual(0.501))
    })
  })

  const size = fc.record({ width: fc.integer({ min: 1, max: 8000 }), height: fc.integer({ min: 1, max: 8000 }) })
  const kinds = fc.constantFrom<AnswerKind>('ocr', 'description_with_bboxes', 'phrase_grounding', 'bboxes', 'polygons', 'description_with_bboxes_or_polygons')
  const place = fc.integer({ min: 0, max: 999 })
  const piece = fc.oneof<fc.Arbitrary<Piece>[]>(
    place,
    fc.string({ minLength: 1 }),
    fc.constantFrom({ mark: '<poly>' }, { mark: '</poly>' }, { mark: '<sep>' }),
  )

  test('lie inside the picture, in pairs, whatever the model says', () => {
    fc.assert(
      fc.property(fc.array(piece), kinds, size, (said, kind, picture) => {
        for (const { label, points } of regionsOf(said, kind, picture)) {
          expect(points.length % 2).toBe(0)
          expect(points.every((point, i) => point > 0 && point < (i % 2 === 0 ? picture.width : picture.height))).toBe(true)
          expect(label).toBe(label.trim())
        }
      }),
    )
  })

  test('come back as they were said: labelled boxes in their order', () => {
    const boxes = fc.array(fc.tuple(fc.stringMatching(/^[a-z]+$/), fc.array(fc.tuple(place, place, place, place), { minLength: 1 })))
    fc.assert(
      fc.property(boxes, (said) => {
        const found = regionsOf(said.flatMap(([label, places]) => [label, ...places.flat()]), 'description_with_bboxes', { width: 1000, height: 1000 })
        const back = found.map(({ label, points }) => [label, points.map((point) => Math.floor(point))])
        expect(back).toEqual(said.flatMap(([label, places]) => places.map((box) => [label, box])))
      }),
    )
  })

  test('keep letters beyond ASCII, which transformers drops', () => {
    expect(regionsOf(['Tür', 1, 2, 3, 4], 'description_with_bboxes', { width: 10, height: 10 })[0]?.label).toBe('Tür')
  })
})
