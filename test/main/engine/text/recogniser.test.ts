import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRecogniser, type Recogniser } from '../../../../src/main/engine/text/recogniser'
import { RECOGNISER_MODELS } from '../../../../src/main/engine/text/recogniser-models'
import { pixelsOf, screenPath, truthScreens } from '../../../support/screens/read-truth'
import { rates, scoreScreen } from '../../../support/screens/score'
import { FALLBACK_FOLDER, FREE_TURN, MODEL_FOLDER, MODEL_MISSING, openRecogniser, WHY_SKIPPED } from './support'

const SAMPLES = fileURLToPath(new URL('../../../../resources/models/descry-nano/samples/', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'descry-recogniser-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const plain = (width: number, height: number, rgb: readonly [number, number, number]) => ({
  width,
  height,
  rgb: Uint8Array.from({ length: width * height * 3 }, (_, i) => rgb[i % 3] ?? 0),
})

/** Noise that is the same on every machine (a linear congruential generator, Numerical Recipes). */
function noise(width: number, height: number) {
  let state = 1
  const rgb = Uint8Array.from({ length: width * height * 3 }, () => (state = (state * 1664525 + 1013904223) >>> 0) >>> 24)
  return { width, height, rgb }
}

describe.skipIf(MODEL_MISSING)(`the recogniser${WHY_SKIPPED}`, () => {
  let recogniser: Recogniser
  beforeAll(async () => {
    recogniser = await openRecogniser(MODEL_FOLDER)
  })

  test('names itself and reads every European letter', () => {
    expect(recogniser.name).toBe('PP-OCRv6 tiny')
    expect(recogniser.cannotRead).toBe('')
  })

  test.each([
    ['white', plain(1280, 720, [255, 255, 255])],
    ['black', plain(640, 480, [0, 0, 0])],
    ['of one pixel', plain(1, 1, [9, 9, 9])],
    ['one row high', plain(3000, 1, [200, 0, 0])],
    ['one column wide', plain(1, 3000, [0, 90, 200])],
  ])('finds no line in a picture that is %s', async (_, pixels) => {
    expect(await recogniser.read(pixels, FREE_TURN)).toEqual([])
  })

  test('reads nothing surely in photographs and noise', async () => {
    const photos = readdirSync(SAMPLES).filter((file) => file.endsWith('.png') && !file.startsWith('screen-'))
    expect(photos.length).toBeGreaterThanOrEqual(6)
    const lines = await recogniser.read(noise(640, 480), FREE_TURN)
    for (const photo of photos) lines.push(...(await recogniser.read(await pixelsOf(join(SAMPLES, photo)), FREE_TURN)))
    expect(lines.filter((line) => line.confidence >= 0.88)).toEqual([])
  })

  test.each([
    [18, '#000', '#fff'],
    [18, '#fff', '#1d4ed8'],
    [40, '#eee', '#111'],
  ])('reads a word of %i px that fills a small picture (%s on %s)', async (size, ink, paper) => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size * 5}" height="${size + 8}"><rect width="100%" height="100%" fill="${paper}"/><text x="4" y="${size}" font-family="sans-serif" font-size="${size}" fill="${ink}">Settings</text></svg>`
    const { data, info } = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer({ resolveWithObject: true })
    const lines = await recogniser.read({ width: info.width, height: info.height, rgb: new Uint8Array(data) }, FREE_TURN)
    expect(lines.map((line) => line.text)).toEqual(['Settings'])
    expect(lines[0]?.box.width).toBeLessThanOrEqual(info.width)
  })

  test('reads a screen of 3840 x 2160 as well as the quarter of it', async () => {
    const screen = truthScreens().find(({ kind, width }) => kind === 'settings' && width === 1920)
    if (!screen) throw new Error('no settings screen')
    const small = await pixelsOf(screenPath(screen.file))
    const large = { width: small.width * 2, height: small.height * 2, rgb: new Uint8Array(small.rgb.length * 4) }
    for (let y = 0; y < large.height; y++) {
      for (let x = 0; x < large.width; x++) {
        const from = ((y >> 1) * small.width + (x >> 1)) * 3
        large.rgb.set(small.rgb.subarray(from, from + 3), (y * large.width + x) * 3)
      }
    }
    const lines = await recogniser.read(large, FREE_TURN)
    const halved = lines.map(({ box, ...line }) => ({
      ...line,
      box: { x: box.x / 2, y: box.y / 2, width: box.width / 2, height: box.height / 2 },
    }))
    const score = scoreScreen(screen, halved)
    expect(rates(score.lines, score.strays).characters).toBeGreaterThan(0.97)
  })

  test('stops between two native runs when the job is cancelled, and gives no lines', async () => {
    const pixels = await pixelsOf(screenPath('001-mail.png'))
    let whole = 0
    const count = (): Promise<void> => {
      whole++
      return Promise.resolve()
    }
    await recogniser.read(pixels, { cancelled: () => false, pause: count })
    let pauses = 0
    const pause = (): Promise<void> => {
      pauses++
      return Promise.resolve()
    }
    const turn = { cancelled: () => pauses >= 10, pause }
    expect(await recogniser.read(pixels, turn)).toEqual([])
    expect(pauses).toBe(10)
    expect(whole).toBeGreaterThan(60)
  })

  test('lets the event loop turn while it works', async () => {
    let turns = 0
    let working = true
    const tick = (): void => {
      turns++
      if (working) setImmediate(tick)
    }
    setImmediate(tick)
    await recogniser.read(await pixelsOf(screenPath('003-dialog.png')), FREE_TURN)
    working = false
    expect(turns).toBeGreaterThan(5)
  })

  describe('with a folder that is not whole', () => {
    const broken = (name: string, change: (folder: string) => void): string => {
      const folder = join(scratch, name)
      mkdirSync(folder)
      for (const file of ['det.onnx', 'rec.onnx', 'dict.txt']) copyFileSync(join(MODEL_FOLDER, file), join(folder, file))
      change(folder)
      return folder
    }
    test.each<readonly [string, string, (folder: string) => void]>([
      ['model-file-missing', 'no reader', (folder) => rmSync(join(folder, 'rec.onnx'))],
      ['model-file-missing', 'no dictionary', (folder) => rmSync(join(folder, 'dict.txt'))],
      ['model-damaged', 'a detector cut short', (folder) => {
        writeFileSync(join(folder, 'det.onnx'), readFileSync(join(MODEL_FOLDER, 'det.onnx')).subarray(0, 900_000))
      }],
      ['model-damaged', 'an empty reader', (folder) => writeFileSync(join(folder, 'rec.onnx'), '')],
      ['model-damaged', 'a dictionary of another model', (folder) => writeFileSync(join(folder, 'dict.txt'), 'a\nb\nc\n')],
      ['model-damaged', 'detector and reader swapped', (folder) => {
        copyFileSync(join(MODEL_FOLDER, 'rec.onnx'), join(folder, 'det.onnx'))
        copyFileSync(join(MODEL_FOLDER, 'det.onnx'), join(folder, 'rec.onnx'))
      }],
    ])('answers %s for %s', async (code, name, change) => {
      const opened = await createRecogniser({ folder: broken(name, change), threads: 1 })
      expect(opened).toMatchObject({ ok: false, code })
    })
  })
})

describe('a folder without a recogniser', () => {
  test('is told as recogniser-not-installed', async () => {
    const opened = await createRecogniser({ folder: join(scratch, 'nowhere'), threads: 1 })
    expect(opened).toMatchObject({ ok: false, code: 'recogniser-not-installed' })
  })
})

describe('the fallback, PP-OCRv4', () => {
  const classes = readFileSync(join(FALLBACK_FOLDER, 'ppocr_keys_v1.txt'), 'utf8').split(/\r?\n/)
  const fallback = RECOGNISER_MODELS.find((model) => model.name === 'PP-OCRv4')

  test('declares exactly the Latin letters and signs that its dictionary lacks', () => {
    const letters = Array.from({ length: 0x100 - 0xa1 }, (_, i) => String.fromCodePoint(0xa1 + i)).filter((c) => /\p{L}/u.test(c) && !'ªºµ'.includes(c))
    const lacking = letters.filter((letter) => !classes.includes(letter))
    expect([...(fallback?.cannotRead ?? '')].sort()).toEqual(lacking.sort())
  })

  test('reads an English screen', async () => {
    const recogniser = await openRecogniser(FALLBACK_FOLDER)
    expect(recogniser.name).toBe('PP-OCRv4')
    const screen = truthScreens().find(({ lang, kind }) => lang === 'en' && kind === 'chat')
    if (!screen) throw new Error('no English chat')
    const lines = await recogniser.read(await pixelsOf(screenPath(screen.file)), FREE_TURN)
    const score = scoreScreen(screen, lines)
    expect(rates(score.lines, score.strays).characters).toBeGreaterThan(0.95)
  })
})
