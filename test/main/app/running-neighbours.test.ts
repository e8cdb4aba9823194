import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { processNames, runningNeighbours } from '../../../src/main/app/running-neighbours'
import { temporaryFolder } from '../../support/temporary-folder'

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
  const proc = temporaryFolder()
  await mkdir(join(proc, '12'))
  await writeFile(join(proc, '12', 'comm'), 'fcitx5\n')
  await mkdir(join(proc, '13'))
  await mkdir(join(proc, 'sys'))
  expect((await processNames('linux', proc)).toSorted()).toEqual(['', 'fcitx5'])
  expect(await processNames('linux', join(proc, 'not there'))).toEqual([])
  expect(await processNames('win32')).toEqual([])
})
