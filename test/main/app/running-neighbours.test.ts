import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { processNames, runningNeighbours } from '../../../src/main/app/running-neighbours'
import { ELSEWHERE, fakeProc, RUNTIME } from '../../support/fake-proc'

test.each([
  ['darwin', ['launchd', 'VOCR', 'VoiceOver', 'VOCR'], ['vocr', 'voiceover']],
  ['darwin', ['vocr helper', 'constructor'], []],
  ['linux', ['systemd', 'fcitx5', 'orca', 'ibus-daemon'], ['fcitx', 'orca', 'ibus']],
  ['linux', ['VOCR'], []],
  ['win32', ['nvda.exe'], []],
] as const)('on %s with the processes %j, %j keep keys', async (platform, names, found) => {
  expect(await runningNeighbours(platform, async () => names)).toEqual(found)
})

test('the names of processes are read where the system lists them, and a process that ends meanwhile harms nobody', async () => {
  const { folder: proc, run } = fakeProc()
  run(12, 'fcitx5')
  await mkdir(join(proc, '13'))
  await mkdir(join(proc, 'sys'))
  expect((await processNames('linux', { runtime: RUNTIME, proc })).toSorted()).toEqual(['', 'fcitx5'])
  expect(await processNames('linux', { runtime: RUNTIME, proc: join(proc, 'not there') })).toEqual([])
  expect(await processNames('win32', { runtime: undefined })).toEqual([])
})

test('keys of another session are nobody’s here', async () => {
  const { folder: proc, run } = fakeProc()
  run(21, 'orca', ELSEWHERE)
  run(22, 'fcitx')
  run(23, 'ibus-daemon', null)
  expect(await runningNeighbours('linux', () => processNames('linux', { runtime: RUNTIME, proc }))).toEqual(['fcitx', 'ibus'])
})
