import { gapsOf, medianHeight, partAt, type Item } from '../gaps'

/** Lines of a strip that stand close side by side, or over each other. Pixels. */
export interface Segment {
  readonly from: number
  readonly to: number
  readonly items: readonly Item[]
}

/** Lines side by side, with nothing over the whole width of the region above and below. */
export interface Strip {
  readonly top: number
  readonly bottom: number
  readonly items: readonly Item[]
  /** From left to right. */
  readonly segments: readonly Segment[]
}

/** A line's box is wider than its letters by this part of its height, at each end. */
const MARGIN = 0.15
/** Letters reach this part of the height from the middle of their line. */
const REACH = 0.36
/** Heights between the middles of lines that stand in one row. */
const SAME = 0.35
const LEAST_GAP = 0.3

/** The strips of a region, top to bottom; `top` and `bottom` are evened out, as boxes of lines differ. */
export function stripsOf(items: readonly Item[]): Strip[] {
  const height = medianHeight(items)
  const flat = items.map((item) => ({ item, from: middle(item) - reach(item, height), to: middle(item) + reach(item, height) }))
  flat.sort((a, b) => a.from - b.from)
  const strips: Strip[] = []
  let group: typeof flat = []
  let end = -Infinity
  const close = (): void => {
    if (group.length === 0) return
    const inside = group.map(({ item }) => item)
    strips.push({ top: Math.min(...group.map(({ from }) => from)), bottom: end, items: inside, segments: segmentsOf(inside, height) })
    group = []
  }
  for (const each of flat) {
    if (each.from > end) {
      close()
      end = each.to
    }
    group.push(each)
    end = Math.max(end, each.to)
  }
  close()
  return strips
}

const middle = ({ box }: Item): number => box.y + box.height / 2

/** Lines of about the usual height are as high as that. */
function reach({ box }: Item, height: number): number {
  const usual = box.height < height * (1 + SAME) ? height : box.height
  return usual * REACH
}

function segmentsOf(items: readonly Item[], height: number): Segment[] {
  const gaps = gapsOf(items, 'x', height * (LEAST_GAP - 2 * MARGIN))
  return partAt(items, 'x', gaps).map((part) => {
    const from = Math.min(...part.map(({ box }) => box.x + box.height * MARGIN))
    const to = Math.max(...part.map(({ box }) => box.x + box.width - box.height * MARGIN))
    return { from, to: Math.max(from + 1, to), items: part }
  })
}
