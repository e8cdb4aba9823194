import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { decodePicture, type Pixels } from '../../../../src/main/engine/vision/decode'
import { decideKind } from '../../../../src/main/engine/vision/kind'
import { screenLikeness } from '../../../../src/main/engine/vision/screen-likeness'
import { asJpeg } from '../../../support/pictures/canvas'

const ROOT = new URL('../../../', import.meta.url)
const SAMPLES = new URL('../resources/models/descry-nano/samples/', ROOT)
const SCREENS = new URL('support/screens/fixtures/', ROOT)
const PHOTOS = new URL('fixtures/pictures/resize/', ROOT)

async function open(folder: URL, file: string): Promise<Pixels> {
  const decoded = await decodePicture({ kind: 'encoded', bytes: await readFile(new URL(file, folder)) })
  if (!decoded.ok) throw new Error(`${file}: ${decoded.code}`)
  return decoded.pixels
}

async function openAll(folder: URL, files: readonly string[]): Promise<Pixels[]> {
  return Promise.all(files.map((file) => open(folder, file)))
}

const samples = (await readdir(SAMPLES)).filter((file) => file.endsWith('.png'))
const screens = (await readdir(SCREENS)).filter((file) => file.endsWith('.png'))
const isScreen = (file: string): boolean => file.startsWith('screen-')

async function withJpegs(pictures: readonly Pixels[]): Promise<Pixels[]> {
  const stored = await Promise.all([92, 60].map((quality) => Promise.all(pictures.map((p) => asJpeg(p, quality)))))
  return [...pictures, ...stored.flat()]
}

test('rendered screens are screens, also after JPEG', async () => {
  const pictures = await withJpegs(await openAll(SCREENS, screens))
  expect(pictures.length).toBeGreaterThanOrEqual(120)
  expect(pictures.filter((p) => decideKind(p) === 'photo')).toHaveLength(0)
  const sure = pictures.filter((p) => decideKind(p) === 'screen').length
  expect(sure / pictures.length).toBeGreaterThan(0.9)
})

test('photographs are not screens, in PNG and in JPEG', async () => {
  const photos = [
    ...(await openAll(SAMPLES, samples.filter((file) => !isScreen(file)))),
    ...(await openAll(PHOTOS, ['photo.webp', 'photo-large.webp', 'odd.webp'])),
  ]
  const pictures = await withJpegs(photos)
  expect(pictures.filter((p) => decideKind(p) === 'screen')).toHaveLength(0)
  expect(pictures.filter((p) => decideKind(p) === 'photo').length / pictures.length).toBeGreaterThan(0.8)
})

test('the small sample screens are never taken for photographs', async () => {
  for (const pixels of await openAll(SAMPLES, samples.filter(isScreen))) {
    expect(decideKind(pixels)).not.toBe('photo')
  }
})

test('noise in every pixel is no screen, and one colour is', () => {
  let state = 1
  const noise = Uint8Array.from({ length: 64 * 64 * 3 }, () => (state = (state * 16_807) % 2_147_483_647) & 255)
  expect(screenLikeness({ width: 64, height: 64, rgb: noise })).toBeLessThan(0.05)
  expect(screenLikeness({ width: 64, height: 64, rgb: new Uint8Array(64 * 64 * 3) })).toBeGreaterThan(0.95)
})

test('a picture of one pixel is no screen', () => {
  const likeness = screenLikeness({ width: 1, height: 1, rgb: new Uint8Array(3) })
  expect(likeness).toBeLessThan(0.5)
})
