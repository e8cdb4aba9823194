import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openModel } from '../../src/main/engine/formats/open-model'
import { FAILURE_CODES } from '../../src/shared/codes'
import { copyFolder, FP32, type FolderCopy } from '../conformance/folder-copy'
import { ROOT } from '../conformance/record'
import { pick, seededRandom } from '../support/pictures/random'

const COUNT = process.env['DESCRY_LONG'] === '1' ? 1000 : 200
const SEED = Number(process.env['DESCRY_SEED'] ?? 1)
const SOURCE = 'test/fixtures/tiny-models/tiny-smolvlm'
const FILES = [
  'config.json',
  'preprocessor_config.json',
  'processor_config.json',
  'generation_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
] as const

type Random = () => number
type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

const VALUES: readonly Json[] = [
  null, true, false, 0, -1, 1, 2, 0.5, 1e308, -1e308, 4096, 2 ** 31, 2 ** 53, '', 'x', '<image>', '\u0000', '\ud800', 'x'.repeat(100_000),
  [], {}, [null], [[]], [1, 2, 3], { longest_edge: 1 }, { content: '<image>' }, { type: 'Sequence' }, { id: 3 },
]

/** All places in a value, as lists of keys. */
function places(value: Json, at: readonly string[] = []): (readonly string[])[] {
  const inside = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return [at, ...inside.flatMap(([key, child]: [string, Json]) => places(child, [...at, key]))]
}

/** The value with what stands at a place put through a change; undefined takes it away. */
function replaced(value: Json, at: readonly string[], how: (old: Json) => Json | undefined): Json | undefined {
  const [key, ...rest] = at
  if (key === undefined) return how(value)
  const changed = replaced((value as Record<string, Json>)[key] ?? null, rest, how)
  if (Array.isArray(value)) return value.flatMap((child, i) => (String(i) !== key ? [child] : changed === undefined ? [] : [changed]))
  const others = Object.entries(value as Record<string, Json>).filter(([name]) => name !== key)
  return Object.fromEntries(changed === undefined ? others : [...others, [key, changed]])
}

/** The vocabulary is long: a place in it is drawn seldom. */
function draw(json: Json, random: Random): readonly string[] {
  const all = places(json)
  const rare = all.filter((at) => !at.includes('vocab') && !at.includes('merges'))
  return pick(random, random() < 0.8 ? rare : all)
}

const DAMAGES: Readonly<Record<string, (text: string, random: Random) => string>> = {
  'a value of another kind': (text, random) => {
    const json = JSON.parse(text) as Json
    return JSON.stringify(replaced(json, draw(json, random), () => pick(random, VALUES)))
  },
  'a value taken away': (text, random) => {
    const json = JSON.parse(text) as Json
    return JSON.stringify(replaced(json, draw(json, random), () => undefined) ?? null)
  },
  'a value that stands elsewhere in the file': (text, random) => {
    const json = JSON.parse(text) as Json
    let other: Json = null
    replaced(json, draw(json, random), (old) => (other = old))
    return JSON.stringify(replaced(json, draw(json, random), () => other))
  },
  'a number a little or much greater or smaller': (text, random) =>
    text.replace(/\d+/g, (digits) => (random() < 0.05 ? String(Number(digits) + pick(random, [1, -1, 7, 1e6, -1e6])) : digits)),
  'characters turned into others': (text, random) => {
    const chars = [...text]
    for (let n = 0; n < 1 + random() * 5; n++) chars[Math.floor(random() * chars.length)] = pick(random, ['"', '{', '}', '\\', '\u0000', '9', ' ', 'é'])
    return chars.join('')
  },
  'cut off': (text, random) => text.slice(0, Math.floor(random() * text.length)),
}

describe(`${COUNT} damaged model folders, seed ${SEED}`, () => {
  let folder: FolderCopy
  beforeAll(() => {
    folder = copyFolder(SOURCE, FP32)
  })
  afterAll(() => folder.remove())

  test.each(Object.keys(DAMAGES).map((name, kind) => [name, kind] as const))('%s: each is answered about or refused by name', async (name, kind) => {
    const seen: string[] = []
    for (let i = kind; i < COUNT; i += Object.keys(DAMAGES).length) {
      const random = seededRandom(SEED * 104_729 + i)
      const file = pick(random, FILES)
      const path = join(folder.path, file)
      const text = readFileSync(path, 'utf8')
      const damaged = DAMAGES[name]!(text, random)
      writeFileSync(path, damaged)
      const what = `number ${i}: ${file}`
      const opened = await openModel(folder.path, { threads: 1, device: 'cpu' })
      if (opened.ok) {
        let tokens = 0
        const turn = { cancelled: () => ++tokens > 4, pause: () => Promise.resolve() }
        const pixels = { width: 40, height: 30, rgb: new Uint8Array(40 * 30 * 3).fill(90) }
        const conversation = await opened.model.look([pixels], { detail: false }, turn, {})
        const reply = await conversation.ask('What is this?', turn, () => undefined)
        expect(reply.ids.length, what).toBeLessThanOrEqual(5)
        await opened.model.close()
      } else {
        expect(FAILURE_CODES, what).toContain(opened.code)
        expect(opened.detail, what).toMatch(/^[^\n]{4,500}$/)
      }
      seen.push(opened.ok ? 'opened' : opened.code)
      copyFileSync(join(ROOT, SOURCE, file), path)
    }
    // Damage that nothing notices would test nothing.
    expect(seen.some((end) => end !== 'opened')).toBe(true)
  })
})
