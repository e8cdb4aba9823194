import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import { buildBeforeAll, descry, sample, surroundings } from './support/run-cli'

buildBeforeAll()

const installed = ['Xvfb', 'xclip'].every((name) => spawnSync('which', [name]).status === 0)

/** A display of our own; Xvfb chooses its number and tells it. */
async function display(): Promise<string> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '320x240x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  onTestFinished(() => void server.kill())
  const [number] = (await once(server.stdio[3] as Readable, 'data')) as [Buffer]
  return `:${number.toString().trim()}`
}

test.skipIf(!installed)('a copied picture is described (needs Xvfb and xclip)', async () => {
  const env = await surroundings({ DISPLAY: await display() })
  // xclip stays behind to serve the selection until the display goes.
  execFileSync('xclip', ['-selection', 'clipboard', '-target', 'image/png', sample('chelsea.png')], {
    env,
    stdio: 'ignore',
  })
  const { code, stdout } = await descry(['describe', '--clipboard', '--quiet'], env)
  expect(code).toBe(0)
  expect(stdout).toMatch(/^It looks like a photo of a tabby\./)
})

test.skipIf(!installed)(
  'copied text is no picture, nothing copied is nothing (needs Xvfb and xclip)',
  async () => {
    const env = await surroundings({ DISPLAY: await display() })
    const empty = await descry(['describe', '--clipboard', '--quiet'], env)
    expect(empty).toMatchObject({ code: 3, stderr: 'The clipboard is empty. Copy a picture first.\n' })
    execFileSync('xclip', ['-selection', 'clipboard'], {
      env,
      input: 'words',
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    const text = await descry(['describe', '--clipboard', '--quiet'], env)
    expect(text).toMatchObject({
      code: 3,
      stderr: 'There is no picture on the clipboard. Copy a picture first.\n',
    })
  },
)

test('without a display there is no clipboard', async () => {
  const { code, stderr } = await descry(['read', '--clipboard', '--quiet'])
  expect(code).toBe(3)
  expect(stderr).toMatch(/^Descry cannot read the clipboard here\./)
})
