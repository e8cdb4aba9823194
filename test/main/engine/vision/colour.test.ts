import { describe, expect, test } from 'vitest'
import { colourName, type Rgb } from '../../../../src/main/engine/vision/colour'

/** CSS colour keywords (W3C CSS Color 4) and the plain words that people would use for them. */
const KEYWORDS: readonly (readonly [string, number, string])[] = [
  ['white', 0xffffff, 'white'],
  ['whitesmoke', 0xf5f5f5, 'white'],
  ['snow', 0xfffafa, 'white'],
  ['lightgrey', 0xd3d3d3, 'grey'],
  ['silver', 0xc0c0c0, 'grey'],
  ['dimgrey', 0x696969, 'grey'],
  ['slategrey', 0x708090, 'grey'],
  ['black', 0x000000, 'black'],
  ['red', 0xff0000, 'red'],
  ['darkred', 0x8b0000, 'red'],
  ['firebrick', 0xb22222, 'red'],
  ['crimson', 0xdc143c, 'red'],
  ['orange', 0xffa500, 'orange'],
  ['darkorange', 0xff8c00, 'orange'],
  ['tomato', 0xff6347, 'orange'],
  ['yellow', 0xffff00, 'yellow'],
  ['gold', 0xffd700, 'yellow'],
  ['lightyellow', 0xffffe0, 'yellow'],
  ['olive', 0x808000, 'olive'],
  ['darkolivegreen', 0x556b2f, 'olive'],
  ['lime', 0x00ff00, 'green'],
  ['green', 0x008000, 'green'],
  ['darkgreen', 0x006400, 'green'],
  ['palegreen', 0x98fb98, 'green'],
  ['forestgreen', 0x228b22, 'green'],
  ['turquoise', 0x40e0d0, 'turquoise'],
  ['cyan', 0x00ffff, 'turquoise'],
  ['teal', 0x008080, 'turquoise'],
  ['blue', 0x0000ff, 'blue'],
  ['royalblue', 0x4169e1, 'blue'],
  ['lightblue', 0xadd8e6, 'blue'],
  ['steelblue', 0x4682b4, 'blue'],
  ['skyblue', 0x87ceeb, 'blue'],
  ['navy', 0x000080, 'navy'],
  ['midnightblue', 0x191970, 'navy'],
  ['purple', 0x800080, 'purple'],
  ['blueviolet', 0x8a2be2, 'purple'],
  ['rebeccapurple', 0x663399, 'purple'],
  ['pink', 0xffc0cb, 'pink'],
  ['hotpink', 0xff69b4, 'pink'],
  ['deeppink', 0xff1493, 'pink'],
  ['saddlebrown', 0x8b4513, 'brown'],
  ['sienna', 0xa0522d, 'brown'],
  ['rosybrown', 0xbc8f8f, 'brown'],
  ['beige', 0xf5f5dc, 'beige'],
  ['tan', 0xd2b48c, 'beige'],
  ['wheat', 0xf5deb3, 'beige'],
]

describe('the name of a colour', () => {
  test.each(KEYWORDS)('of %s is what people call it', (_, value, name) => {
    const rgb: Rgb = [value >> 16, (value >> 8) & 255, value & 255]
    expect(colourName(rgb)).toBe(name)
  })
})
