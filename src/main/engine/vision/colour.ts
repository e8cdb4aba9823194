/** Plain names that everyone knows; the sentence "one single colour" takes one of them. */
export type ColourName =
  | 'white'
  | 'grey'
  | 'black'
  | 'red'
  | 'orange'
  | 'yellow'
  | 'olive'
  | 'green'
  | 'turquoise'
  | 'blue'
  | 'navy'
  | 'purple'
  | 'pink'
  | 'brown'
  | 'beige'

export type Rgb = readonly [number, number, number]

/**
 * What each name looks like, sRGB: several anchors where people use one word for light, dark and pale
 * shades. Judged by the CSS colour keywords that carry a plain name, see the test.
 */
const ANCHORS: Readonly<Record<ColourName, readonly string[]>> = {
  white: ['ffffff', 'f2f2f2'],
  grey: ['dcdcdc', 'c0c0c0', '9a9a9a', '707070', '4a4a4a', '708090', '778899', '2f4f4f'],
  black: ['000000', '1c1c1c'],
  red: ['ff0000', 'c81414', '8b0000', 'cd5c5c', 'ff4040', '500808'],
  orange: ['ff8c00', 'ffa500', 'ff7034', 'e07020', 'f0a860'],
  yellow: ['ffff00', 'ffd700', 'f0e040', 'ffff99', 'ffffe0', 'c8b400'],
  olive: ['808000', '6b6b23', '55552f'],
  green: ['00ff00', '008000', '22bb44', '006400', '90ee90', '8fbc8f', '66a050', '9acd32', '2e8b57', '123c18', 'e0f8e0'],
  turquoise: ['40e0d0', '00ced1', '008b8b', '00ffff', 'afeeee', '20b2aa', '0a5a5a'],
  blue: ['0000ff', '1e70e0', '4169e1', '6495ed', 'add8e6', '87ceeb', '4682b4', '0050a0'],
  navy: ['000080', '101a4c', '1c2a5a', '0a1030', '191970'],
  purple: ['800080', '9932cc', '8a2be2', '9370db', '4b0082', 'd0a0e8', '66337a', '300840'],
  pink: ['ffc0cb', 'ff69b4', 'ff1493', 'ffb6c1', 'db7093', 'ff00ff', 'e078d0', 'ffe4e1'],
  brown: ['8b4513', 'a0522d', '6b4226', '5c3317', '3c2414', 'a5703c', 'bc8f6f'],
  beige: ['f5f5dc', 'f5deb3', 'e8d8b8', 'd2b48c', 'faf0e6', 'ffe4c4', 'c8b090'],
}

type Lab = readonly [number, number, number]

const TABLE = Object.entries(ANCHORS).flatMap(([name, anchors]) =>
  anchors.map((hex) => ({ name: name as ColourName, lab: toLab(parse(hex)) })),
)

/** The name whose anchor is nearest in CIELAB (Euclidean, CIE 1976). */
export function colourName(rgb: Rgb): ColourName {
  const lab = toLab(rgb)
  let nearest: { name: ColourName; distance: number } = { name: 'grey', distance: Infinity }
  for (const { name, lab: anchor } of TABLE) {
    const distance = Math.hypot(lab[0] - anchor[0], lab[1] - anchor[1], lab[2] - anchor[2])
    if (distance < nearest.distance) nearest = { name, distance }
  }
  return nearest.name
}

function parse(hex: string): Rgb {
  const value = Number.parseInt(hex, 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

/** White point D65 of sRGB (IEC 61966-2-1), and CIELAB's cube root with its straight foot. */
function toLab(rgb: Rgb): Lab {
  const [r, g, b] = rgb.map(linear) as [number, number, number]
  const x = root((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047)
  const y = root(0.2126729 * r + 0.7151522 * g + 0.072175 * b)
  const z = root((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

function linear(byte: number): number {
  const share = byte / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

function root(t: number): number {
  return t > (6 / 29) ** 3 ? Math.cbrt(t) : t / (3 * (6 / 29) ** 2) + 4 / 29
}
