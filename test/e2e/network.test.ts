import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { sample } from '../cli/e2e/support/run-cli'
import { until } from '../support/desktop-session/until'
import { ask, contentWords, pageFile } from './support/ask'
import { cameraThatSees } from './support/camera'
import { direct } from './support/keys'
import { outwardCalls, traceInto, tracedCalls } from './support/network-trace'
import { inAWorld } from './support/world'

const traced = spawnSync('strace', ['-f', '-e', 'trace=%network', 'true']).status === 0
let folder = ''
let started = 0

inAWorld(
  'the network',
  {
    needs: ['strace', 'ffmpeg'],
    cannot: traced ? undefined : 'strace may not trace here',
    before: async (session) => {
      folder = session.makeFolder('traces')
      started = Date.now()
      return { under: traceInto(folder), chromium: await cameraThatSees(session, sample('coffee.png')) }
    },
  },
  (world) => {
    test('is not touched by describing, reading, the clipboard, the camera or the window', async () => {
      await world.pages.show(pageFile('article'))
      await ask(world, [direct('D')], 'Harbour bridge')
      await ask(world, [direct('T')], 'Harbour bridge')
      await world.screen.copyPicture(sample('chelsea.png'))
      await ask(world, [direct('V')], contentWords('tabby')[0] ?? '')
      await ask(world, [direct('C')], /./)
      await world.screen.press(direct('O'))
      await world.screen.waitForFocus('Descry')
      const home = await world.app.page('home')
      await home.getByRole('navigation').getByRole('button', { name: 'Help' }).click()
      const calls = tracedCalls(folder)
      // The trace did see the calls: Chromium and the engine talk over sockets of their own.
      expect(calls.some((line) => line.includes('AF_UNIX'))).toBe(true)
      expect(calls.some((line) => line.includes('127.0.0.1'))).toBe(true)
      expect(outwardCalls(calls)).toEqual([])
    })

    test('an address outside is refused to the pages, and no name is looked up', async () => {
      const home = await world.app.page('home')
      const before = tracedCalls(folder).length
      const reached = await home.evaluate(async () => {
        const picture = new Image()
        const loaded = new Promise((resolve) => {
          picture.onload = () => resolve(true)
          picture.onerror = () => resolve(false)
        })
        picture.src = 'https://example.com/picture.png'
        const fetched = await fetch('https://example.com/').then(() => true, () => false)
        return { loaded: await loaded, fetched }
      })
      expect(reached).toEqual({ loaded: false, fetched: false })
      const calls = tracedCalls(folder)
      expect(calls.length).toBeGreaterThanOrEqual(before)
      expect(outwardCalls(calls)).toEqual([])
    })

    test('is not touched by what happens later by itself, or at the end', async () => {
      // What libraries report home they send in batches, after some seconds or when their process ends.
      await until('the app to have run for a while', () => Date.now() - started > 20_000)
      await world.app.stop()
      expect(outwardCalls(tracedCalls(folder))).toEqual([])
    })
  },
)
