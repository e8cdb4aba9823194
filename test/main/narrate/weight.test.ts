import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TextLine } from '../../../src/shared/text-line'
import { weigh } from '../../../src/main/narrate/weight'

const [WIDTH, HEIGHT] = [1920, 1080]

function line(text: string, x: number, y: number, height = 16, confidence = 0.99): TextLine {
  return { text, confidence, block: 0, box: { x, y, width: text.length * height * 0.5, height } }
}

const texts = (lines: readonly TextLine[]) => lines.map((l) => l.text)
const menu = ['File', 'Edit', 'View', 'Help'].map((name, i) => line(name, 20 + i * 80, 8))
const body = Array.from({ length: 8 }, (_, i) => line(`A sentence of the text, number ${i}`, 500, 300 + i * 30))

test('the largest print is the headline, wherever it stands', () => {
  expect(texts(weigh([...menu, line('Accounts', 210, 20, 30), ...body], WIDTH, HEIGHT).headline)).toEqual(['Accounts'])
})

test('a large figure is no headline', () => {
  const found = weigh([line('99.98 %', 400, 200, 60), line('Energy today', 300, 100, 32), ...body], WIDTH, HEIGHT)
  expect(texts(found.headline)).toEqual(['Energy today'])
})

test('a headline over two lines is taken whole', () => {
  const lines = [line('Willkommen im', 500, 100, 50), line('Lesekreis', 500, 160, 50), ...body]
  expect(texts(weigh(lines, WIDTH, HEIGHT).headline)).toEqual(['Willkommen im', 'Lesekreis'])
})

test("where nothing stands out, the window's title on top is the headline", () => {
  const title = line('root@vm02:/etc', 100, 6)
  expect(texts(weigh([title, ...body], WIDTH, HEIGHT).headline)).toEqual(['root@vm02:/etc'])
})

test('and a row of menus on top is not', () => {
  expect(weigh([...menu, ...body], WIDTH, HEIGHT).headline).toEqual([])
})

test('menus and side bars come after the content', () => {
  const side = Array.from({ length: 4 }, (_, i) => line(`Item ${i}`, 20, 100 + i * 30))
  const order = texts(weigh([...menu, ...side, ...body], WIDTH, HEIGHT).body)
  expect(order.slice(0, body.length)).toEqual(texts(body))
  expect(new Set(order.slice(body.length))).toEqual(new Set(texts([...menu, ...side])))
})

test('no line is lost, doubled or made up', () => {
  const anyLine = fc.record({
    text: fc.string({ minLength: 2, maxLength: 20, unit: fc.constantFrom('a', 'B', '7', ' ') }),
    confidence: fc.float({ min: 0, max: 1, noNaN: true }),
    block: fc.nat(3),
    box: fc.record({ x: fc.nat(1900), y: fc.nat(1000), width: fc.integer({ min: 1, max: 900 }), height: fc.integer({ min: 1, max: 80 }) }),
  })
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 30 }), (lines) => {
      const { headline, body: rest, unclear } = weigh(lines, WIDTH, HEIGHT)
      const said = [...headline, ...rest, ...unclear]
      expect(new Set(said).size).toBe(said.length)
      const worth = lines.filter((l) => l.confidence >= 0.5 && /[\p{L}\p{N}]{2}/u.test(l.text))
      expect(new Set(said)).toEqual(new Set(worth))
    }),
  )
})
