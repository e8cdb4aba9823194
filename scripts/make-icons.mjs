// Makes resources/icons/* from the drawing descry.svg: run it after a change of that file and commit what it makes.
import { readFileSync, writeFileSync } from 'node:fs'
import sharp from 'sharp'

const FOLDER = new URL('../resources/icons/', import.meta.url)
const DRAWING = readFileSync(new URL('descry.svg', FOLDER), 'utf8')

const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
/** Below this many pixels the drawing has fewer and thicker lines. */
const FINE_FROM = 48

/** Icons without a ground, for trays: in one colour, and for macOS a template that the system colours itself. */
const TRAY = [
  { name: 'tray-on-light', colour: '#000000', size: 24 },
  { name: 'tray-on-dark', colour: '#ffffff', size: 24 },
  { name: 'trayTemplate', colour: '#000000', size: 16 },
]

/** The kinds of picture in an .icns file by their pixels, from the format's table of types. */
const ICNS_TYPES = [
  ['icp4', 16],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
]
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256]

const without = (svg, group) =>
  svg.replaceAll(new RegExp(`<g class="${group}"[\\s\\S]*?</g>|<path class="${group}"[^>]*/>`, 'g'), '')
const inColour = (svg, colour) =>
  svg.replace(/<rect id="ground"[^>]*\/>/, '').replaceAll(/(fill|stroke)="#[0-9a-f]{6}"/g, `$1="${colour}"`)

function render(svg, size) {
  const drawing = without(svg, size < FINE_FROM ? 'fine' : 'coarse')
  return sharp(Buffer.from(drawing), { density: (72 * size) / 64 }).resize(size, size).png({ compressionLevel: 9 }).toBuffer()
}

/** A Windows icon file whose pictures are PNG, as Windows Vista and later read it. */
function ico(pictures) {
  const header = Buffer.alloc(6 + 16 * pictures.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(pictures.length, 4)
  let offset = header.length
  pictures.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index
    // 0 stands for 256.
    header.writeUInt8(size % 256, at)
    header.writeUInt8(size % 256, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(png.length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += png.length
  })
  return Buffer.concat([header, ...pictures.map(({ png }) => png)])
}

function chunk(type, content) {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32BE(content.length + 8, 4)
  return Buffer.concat([head, content])
}

const save = (name, bytes) => writeFileSync(new URL(name, FOLDER), bytes)

const pngs = new Map()
for (const size of SIZES) pngs.set(size, await render(DRAWING, size))
for (const [size, png] of pngs) save(`${size}x${size}.png`, png)
save('icon.ico', ico(ICO_SIZES.map((size) => ({ size, png: pngs.get(size) }))))
save('icon.icns', chunk('icns', Buffer.concat(ICNS_TYPES.map(([type, size]) => chunk(type, pngs.get(size))))))
for (const { name, colour, size } of TRAY) {
  const svg = inColour(DRAWING, colour)
  save(`${name}.png`, await render(svg, size))
  save(`${name}@2x.png`, await render(svg, size * 2))
}
