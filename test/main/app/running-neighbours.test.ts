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

/** Processes as /proc shows them, by number: the name, and the session's folder if one is known. */
async function procOf(processes: Readonly<Record<string, readonly [name: string, runtime?: string]>>): Promise<string> {
  const proc = temporaryFolder()
  for (const [pid, [name, runtime]] of Object.entries(processes)) {
    await mkdir(join(proc, pid))
    await writeFile(join(proc, pid, 'comm'), `${name}\n`)
    if (runtime !== undefined) await writeFile(join(proc, pid, 'environ'), `A=b\0XDG_RUNTIME_DIR=${runtime}\0`)
  }
  return proc
}
const RUNTIME = '/run/user/7'

test('the names of processes are read where the system lists them, and a process that ends meanwhile harms nobody', async () => {
  const proc = await procOf({ 12: ['fcitx5'] })
  await mkdir(join(proc, '13'))
  await mkdir(join(proc, 'sys'))
  expect((await processNames('linux', { runtime: RUNTIME, proc })).toSorted()).toEqual(['', 'fcitx5'])
  expect(await processNames('linux', { runtime: RUNTIME, proc: join(proc, 'not there') })).toEqual([])
  expect(await processNames('win32', { runtime: undefined })).toEqual([])
})

test('keys of another session are nobody’s here', async () => {
  const proc = await procOf({ 21: ['orca', '/run/user/8'], 22: ['fcitx', RUNTIME], 23: ['ibus-daemon'] })
  expect(await runningNeighbours('linux', () => processNames('linux', { runtime: RUNTIME, proc }))).toEqual(['fcitx', 'ibus'])
})
