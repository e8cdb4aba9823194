import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findRegions } from '../../../../src/main/engine/text/regions'

/** The same by flooding, one pixel after the other. */
function flooded(map: Uint8Array, width: number, height: number, threshold: number): string[] {
  const seen = new Set<number>()
  const out: string[] = []
  for (let start = 0; start < map.length; start++) {
    if ((map[start] ?? 0) < threshold || seen.has(start)) continue
    const region = { left: width, top: height, right: 0, bottom: 0, area: 0, sum: 0 }
    const queue = [start]
    seen.add(start)
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)]
      region.left = Math.min(region.left, x)
      region.top = Math.min(region.top, y)
      region.right = Math.max(region.right, x + 1)
      region.bottom = Math.max(region.bottom, y + 1)
      region.area++
      region.sum += map[at] ?? 0
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          const next = at + dy * width + dx
          const inside = x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height
          if (!inside || seen.has(next) || (map[next] ?? 0) < threshold) continue
          seen.add(next)
          queue.push(next)
        }
      }
    }
    out.push(JSON.stringify(region))
  }
  return out.sort()
}

test('finds the same regions as flooding does, on any map', () => {
  const maps = fc
    .tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 14 }))
    .chain(([width, height]) =>
      fc.tuple(fc.constant(width), fc.constant(height), fc.uint8Array({ minLength: width * height, maxLength: width * height })),
    )
  fc.assert(
    fc.property(maps, ([width, height, map]) => {
      const found = findRegions(map, width, height, 120)
        .map(({ left, top, right, bottom, area, sum }) => JSON.stringify({ left, top, right, bottom, area, sum }))
        .sort()
      expect(found).toEqual(flooded(map, width, height, 120))
    }),
    { numRuns: 400 },
  )
})
