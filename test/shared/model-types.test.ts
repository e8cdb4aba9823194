import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { MODEL_TYPES } from '../../src/shared/model-types'

const FORMATS = join(import.meta.dirname, '../../src/main/engine/formats')

test('the models that are offered are those that the engine has a format for', () => {
  const declared = readdirSync(FORMATS)
    .map((name) => readFileSync(join(FORMATS, name), 'utf8'))
    .flatMap((text) => /modelTypes: \[([^\]]*)\]/.exec(text)?.[1] ?? [])
    .flatMap((list) => [...list.matchAll(/'([^']+)'/g)].map(([, type]) => type))
  expect([...MODEL_TYPES].sort()).toEqual(declared.sort())
})
