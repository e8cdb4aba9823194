import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'

const ICONS = join(import.meta.dirname, '../../resources/icons')
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]

/** Relative luminance of an opaque sRGB colour, 0 to 1 (WCAG 2.2). */
function luminance(red: number, green: number, blue: number): number {
  const linear = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
  return 0.2126 * linear(red / 255) + 0.7152 * linear(green / 255) + 0.0722 * linear(blue / 255)
}

interface Pixel {
  readonly rgb: readonly [number, number, number]
  readonly alpha: number
}

async function pixels(file: string): Promise<Pixel[]> {
  const { data } = await sharp(join(ICONS, file)).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return Array.from({ length: data.length / 4 }, (_, index) => {
    const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(index * 4, index * 4 + 4)
    return { rgb: [red, green, blue], alpha }
  })
}

describe.each(SIZES)('the icon at %i pixels', (size) => {
  test('has that size, and a drawing that stands out from its ground', async () => {
    const file = `${size}x${size}.png`
    expect(await sharp(join(ICONS, file)).metadata()).toMatchObject({ width: size, height: size, hasAlpha: true })
    const lights = (await pixels(file)).filter(({ alpha }) => alpha === 255).map(({ rgb }) => luminance(...rgb))
    const darkest = lights.reduce((a, b) => Math.min(a, b))
    const lightest = lights.reduce((a, b) => Math.max(a, b))
    expect((lightest + 0.05) / (darkest + 0.05)).toBeGreaterThan(7)
    // Both the drawing and its ground are there to be seen.
    const bright = lights.filter((light) => light > 0.4).length / lights.length
    expect(bright).toBeGreaterThan(0.15)
    expect(bright).toBeLessThan(0.6)
  })
})

test("Windows' icon holds every size up to 256, each as the picture of that size", () => {
  const file = readFileSync(join(ICONS, 'icon.ico'))
  const count = file.readUInt16LE(4)
  const held = Array.from({ length: count }, (_, index) => {
    const at = 6 + 16 * index
    const start = file.readUInt32LE(at + 12)
    return { size: file.readUInt8(at) || 256, png: file.subarray(start, start + file.readUInt32LE(at + 8)) }
  })
  expect(held.map(({ size }) => size)).toEqual(SIZES.filter((size) => size <= 256))
  for (const { size, png } of held) expect(png).toEqual(readFileSync(join(ICONS, `${size}x${size}.png`)))
})

test("macOS' icon holds the sizes up to 1024, and its lengths add up", () => {
  const file = readFileSync(join(ICONS, 'icon.icns'))
  expect([file.toString('latin1', 0, 4), file.readUInt32BE(4)]).toEqual(['icns', file.length])
  const widths = []
  for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) widths.push(file.readUInt32BE(at + 8 + 16))
  expect(widths).toEqual([16, 32, 64, 128, 256, 512, 1024])
})

test.each([
  ['tray-on-light', 24, 0],
  ['tray-on-dark', 24, 255],
  ['trayTemplate', 16, 0],
])('%s is a drawing in one colour without a ground, also at twice its size', async (name, size, value) => {
  for (const [file, width] of [[`${name}.png`, size], [`${name}@2x.png`, size * 2]] as const) {
    expect(await sharp(join(ICONS, file)).metadata()).toMatchObject({ width, height: width })
    const all = await pixels(file)
    const solid = all.filter(({ alpha }) => alpha === 255)
    expect(all.reduce((sum, { alpha }) => sum + alpha / 255, 0)).toBeGreaterThan(all.length * 0.15)
    expect(solid.length).toBeGreaterThan(0)
    expect(solid.filter(({ rgb }) => rgb.some((channel) => channel !== value))).toEqual([])
    expect(all.filter(({ alpha }) => alpha === 0).length).toBeGreaterThan(all.length * 0.4)
  }
})
