import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { outsideArchive, RESOURCES } from '../../src/main/resources'

test.each([
  ['/opt/Descry/resources/app.asar/resources', '/opt/Descry/resources/app.asar.unpacked/resources'],
  ['C:\\Descry\\resources\\app.asar\\resources\\models', 'C:\\Descry\\resources\\app.asar.unpacked\\resources\\models'],
  ['/home/me/descry/resources', '/home/me/descry/resources'],
  ['/opt/Descry/resources/app.asar.unpacked/resources', '/opt/Descry/resources/app.asar.unpacked/resources'],
  ['/home/app.asarum/resources', '/home/app.asarum/resources'],
])('%s is read at %s', (path, outside) => {
  expect(outsideArchive(path)).toBe(outside)
})

test('unpackaged, the resources are those of the project', () => {
  expect(existsSync(join(RESOURCES, 'models/descry-nano/config.json'))).toBe(true)
})
