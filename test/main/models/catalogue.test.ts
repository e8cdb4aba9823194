import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CATALOGUE } from '../../../src/main/models/catalogue'
import { belongsToModel, hasModelLayout } from '../../../src/main/models/model-files'
import { createPublisher } from '../../../src/main/models/publisher'
import { RESOURCES } from '../../../src/main/resources'
import { LOCALES } from '../../../src/shared/messages'
import { goodAtSchema } from '../../../src/shared/model-catalogue'
import { MODEL_STATES, MODEL_VERDICTS } from '../../../src/shared/model-entry'

describe('the catalogue', () => {
  test('offers the models of docs/models.md, each once', () => {
    expect(CATALOGUE.models.map(({ name }) => name)).toEqual([
      'SmolVLM 256M',
      'Florence-2 base',
      'SmolVLM2 500M',
      'Qwen3.5 0.8B',
      'LFM3-VL 2B',
    ])
    const ids = [...CATALOGUE.box, ...CATALOGUE.models].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('names what lies in the box', () => {
    for (const { id } of CATALOGUE.box) expect(existsSync(join(RESOURCES, 'models', id, 'config.json')), id).toBe(true)
  })

  test.each(CATALOGUE.models)('wants a whole model of $id, and knows only files that it wants', ({ wanted, known }) => {
    expect(hasModelLayout(wanted)).toBe(true)
    expect(wanted.filter((path) => !belongsToModel(path))).toEqual([])
    expect(new Set(wanted).size).toBe(wanted.length)
    expect(known.filter(({ path }) => !wanted.includes(path))).toEqual([])
    expect(known.filter(({ size, sha256 }) => size === null && sha256 === null)).toEqual([])
  })

  test('asks for consent where the licence is the maker’s own, and nowhere else', () => {
    const own = CATALOGUE.models.filter(({ licence }) => !['Apache-2.0', 'MIT'].includes(licence.name))
    expect(CATALOGUE.models.filter(({ licence }) => licence.needsConsent)).toEqual(own)
    expect(own.map(({ licence }) => licence.url)).not.toContain(null)
  })

  test('knows a hash or a commit only where it is one, and pins no known file to a commit that moves', () => {
    for (const { id, revision, known } of CATALOGUE.models) {
      if (revision === null) expect(known, id).toEqual([])
      const hashes = known.flatMap(({ sha256 }) => sha256 ?? [])
      expect(new Set(hashes).size, id).toBe(hashes.length)
    }
  })

  test('sends downloads to its publisher only, by https', () => {
    const publisher = createPublisher(CATALOGUE.publisher, CATALOGUE.hosts)
    for (const { repository } of CATALOGUE.models) {
      expect(publisher.trusts(publisher.file(repository, '0'.repeat(40), 'config.json'))).toBe(true)
    }
    expect(publisher.trusts(new URL('https://example.org/'))).toBe(false)
  })

  test.each(Object.entries(LOCALES))('has a sentence for everything that it says, in %s', (_locale, messages) => {
    const keys = [
      ...goodAtSchema.options.map((name) => `models.good-at.${name}`),
      ...MODEL_STATES.map((name) => `models.state.${name}`),
      ...MODEL_VERDICTS.map((name) => `models.why.${name}`),
    ]
    expect(keys.filter((key) => !Object.hasOwn(messages, key))).toEqual([])
  })
})
