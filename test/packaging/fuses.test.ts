import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { flipFuses, FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { expect, onTestFinished, test } from 'vitest'
import { makeStandIn } from '../../packaging/electron-stand-in.mjs'
import { fuseConfig, FUSES } from '../../packaging/fuses'

/** A stand-in's program in a folder of its own. */
function program(): string {
  const folder = mkdtempSync(join(tmpdir(), 'descry-fuses-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  makeStandIn(folder, '45.4.1')
  return join(folder, 'electron')
}

test('each of the nine fuses has one row, with its reason', () => {
  const known = Object.values(FuseV1Options).filter((value) => typeof value === 'number')
  expect(FUSES.map(({ fuse }) => fuse)).toEqual(known)
  expect(FUSES).toHaveLength(9)
  expect(FUSES.filter(({ why }) => why.length < 20)).toEqual([])
})

// Written out once more on purpose: a change of the table must be meant.
test.each([
  ['RunAsNode', false],
  ['EnableCookieEncryption', true],
  ['EnableNodeOptionsEnvironmentVariable', false],
  ['EnableNodeCliInspectArguments', false],
  ['EnableEmbeddedAsarIntegrityValidation', true],
  ['OnlyLoadAppFromAsar', true],
  ['LoadBrowserProcessSpecificV8Snapshot', false],
  ['GrantFileProtocolExtraPrivileges', false],
  ['WasmTrapHandlers', true],
] as const)('%s is on: %s, from either state before', async (name, on) => {
  const path = program()
  const fuse = FuseV1Options[name]
  const opposite = Object.fromEntries(FUSES.map((row) => [row.fuse, !row.on]))
  await flipFuses(path, { ...fuseConfig(false), ...opposite })
  expect((await getCurrentFuseWire(path))[fuse]).toBe(on ? FuseState.DISABLE : FuseState.ENABLE)
  await flipFuses(path, fuseConfig(false))
  expect((await getCurrentFuseWire(path))[fuse]).toBe(on ? FuseState.ENABLE : FuseState.DISABLE)
})

test('the stand-in has the fuses as Electron delivers them', async () => {
  const wire = await getCurrentFuseWire(program())
  const on = FUSES.filter(({ fuse }) => wire[fuse] === FuseState.ENABLE).map(({ fuse }) => FuseV1Options[fuse])
  expect(on).toEqual([
    'RunAsNode',
    'EnableNodeOptionsEnvironmentVariable',
    'EnableNodeCliInspectArguments',
    'GrantFileProtocolExtraPrivileges',
    'WasmTrapHandlers',
  ])
})

test('a fuse that a later Electron adds stops the packaging', async () => {
  const path = program()
  const bytes = readFileSync(path, 'latin1').replace('\u0001\u0009101100011', '\u0001\u000a1011000110')
  writeFileSync(path, bytes, 'latin1')
  await expect(flipFuses(path, fuseConfig(false))).rejects.toThrow(/strictlyRequireAllFuses/)
})
