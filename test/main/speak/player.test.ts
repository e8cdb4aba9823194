import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Player } from '../../../src/main/speak/player'
import { temporaryFolder } from '../../support/temporary-folder'

const SOUND = { rate: 22_050, samples: new Int16Array(22) }

/** A machine whose players are shell scripts. */
function machine(players: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder()
  const clock = { now: 0 }
  const install = (name: string, script: string): void => {
    writeFileSync(join(folder, name), `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  for (const [name, script] of Object.entries(players)) install(name, script)
  const player = new Player({ PATH: folder, XDG_RUNTIME_DIR: folder, ...env }, 'linux', () => clock.now)
  return { folder, clock, install, player }
}

test('the first player that can plays, and one that cannot is left alone until the sound server may be back', async () => {
  const { clock, folder, install, player } = machine({ paplay: 'exit 1', aplay: 'cat > /dev/null' })
  expect(player.name()).toBe('paplay')
  expect(await player.play(SOUND).gone).toBe('played')
  expect(player.name()).toBe('aplay')
  install('paplay', `cat > ${folder}/heard`)
  clock.now = 29_999
  expect(player.name()).toBe('aplay')
  clock.now = 30_000
  expect(await player.play(SOUND).gone).toBe('played')
  expect(readFileSync(join(folder, 'heard'))).toHaveLength(44)
})

test('where none can play, the sound has failed, and a later one is tried again', async () => {
  const { clock, install, player } = machine({ paplay: 'exit 1' })
  expect(await player.play(SOUND).done).toBe('failed')
  expect(player.name()).toBeUndefined()
  install('paplay', 'cat > /dev/null')
  clock.now = 60_000
  expect(await player.play(SOUND).gone).toBe('played')
})

test('a folder in which no sound can be put is a player that cannot play', async () => {
  const { player } = machine({ 'pw-play': 'exit 0', aplay: 'cat > /dev/null' }, { XDG_RUNTIME_DIR: '/nowhere' })
  expect(await player.play(SOUND).gone).toBe('played')
  expect(player.name()).toBe('aplay')
})

test('what is stopped is gone, with the file that held it', async () => {
  const { folder, player } = machine({ 'pw-play': 'echo "$2" > "${0%/*}/file"; exec sleep 60' })
  const playback = player.play(SOUND)
  await expect.poll(() => existsSync(join(folder, 'file')) && readFileSync(join(folder, 'file'), 'utf8').endsWith('\n')).toBe(true)
  const file = readFileSync(join(folder, 'file'), 'utf8').trim()
  expect(existsSync(file)).toBe(true)
  await playback.stop()
  expect(await playback.gone).toBe('stopped')
  expect(existsSync(file)).toBe(false)
})
