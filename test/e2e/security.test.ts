import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { WINDOWS } from '../../src/shared/ipc-schema'
import { ask, pageFile } from './support/ask'
import { descendants } from './support/app'
import { direct, LAYER } from './support/keys'
import { inAWorld } from './support/world'

interface LogEntry {
  readonly source: string
  readonly level: string
  readonly text: string
}

/** What Chromium logged about a page since it was loaded. */
async function logOf(page: Page): Promise<LogEntry[]> {
  const devtools = await page.context().newCDPSession(page)
  const entries: LogEntry[] = []
  devtools.on('Log.entryAdded', ({ entry }) => void entries.push(entry))
  // Entries from before are handed out first.
  await devtools.send('Log.enable')
  await page.evaluate(() => 0)
  await devtools.detach()
  return entries
}

inAWorld('security', {}, (world) => {
  test('no page breaks its own content security policy', async () => {
    await world.pages.show(pageFile('article'))
    await ask(world, [direct('D')], 'Harbour bridge')
    await world.screen.press(LAYER)
    await world.screen.waitForFocus('Descry menu')
    await world.screen.press('o')
    for (const window of WINDOWS) {
      const log = await logOf(await world.app.page(window))
      expect({ window, log: log.filter(({ text }) => /Content Security Policy/i.test(text)) }).toEqual({ window, log: [] })
    }
  })

  test.each(WINDOWS)('%s goes nowhere else, opens nothing, fetches nothing from elsewhere', async (window) => {
    const page = await world.app.page(window)
    const before = page.url()
    const count = page.context().pages().length
    const tried = await page.evaluate(async () => {
      const opened = globalThis.open('https://example.com/')
      location.href = 'https://example.com/'
      const fetched = await fetch('https://example.com/').then(() => true, () => false)
      try {
        const script = document.createElement('script')
        // Trusted types refuse even this.
        script.textContent = 'globalThis.broken = true'
        document.body.append(script)
      } catch {
        // As it should be.
      }
      return { opened: opened !== null, fetched, broken: 'broken' in globalThis }
    })
    expect(tried).toEqual({ opened: false, fetched: false, broken: false })
    expect(page.url()).toBe(before)
    expect(page.context().pages()).toHaveLength(count)
    expect(await page.evaluate(() => document.readyState)).toBe('complete')
  })

  test('a page is denied what it has no reason to ask for', async () => {
    const page = await world.app.page('home')
    const states = await page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read'] as PermissionName[]
      return Promise.all(names.map(async (name) => [name, (await navigator.permissions.query({ name })).state]))
    })
    expect(states.filter(([, state]) => state === 'granted')).toEqual([])
    const asked = await page.evaluate(async () => ({
      notification: await Notification.requestPermission(),
      position: await new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(() => resolve('given'), ({ code }) => resolve(code))
      }),
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'given', () => 'denied'),
    }))
    expect(asked).toEqual({ notification: 'denied', position: 1, camera: 'denied' })
  })

  test('a page has neither Node nor more than its bridge', async () => {
    for (const window of WINDOWS) {
      const page = await world.app.page(window)
      const reach = await page.evaluate(() => ({
        node: ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis),
        bridge: Object.keys((globalThis as unknown as { descry?: object }).descry ?? {}).sort(),
      }))
      expect({ window, node: reach.node }).toEqual({ window, node: [] })
      expect(reach.bridge.every((name) => ['invoke', 'on'].includes(name))).toBe(true)
    }
  })

  test('a window is refused what belongs to another one, and what is malformed', async () => {
    const menu = await world.app.page('menu')
    const refused = await menu.evaluate(async () => {
      const { descry } = globalThis as unknown as { descry: { invoke(...a: unknown[]): Promise<unknown> } }
      const tries: [string, ...unknown[]][] = [
        ['settings:change', {}],
        ['app:quit'],
        ['command:run', 'format-disk'],
        ['command:run'],
        ['no-such-channel'],
      ]
      return Promise.all(
        tries.map(async (args) => {
          try {
            await descry.invoke(...args)
            return `${args[0]} was answered`
          } catch {
            return 'refused'
          }
        }),
      )
    })
    expect(refused).toEqual(refused.map(() => 'refused'))
    expect(world.app.child.exitCode).toBeNull()
  })

  test('every renderer is in Chromium’s sandbox', () => {
    if (world.session.user.noSandbox !== undefined) return
    const renderers = descendants(world.app.child.pid ?? 0).filter((pid) => commandOf(pid).includes('--type=renderer'))
    expect(renderers.length).toBeGreaterThan(0)
    for (const pid of renderers) {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8')
      // 2: a seccomp filter is on.
      expect(status).toMatch(/^Seccomp:\s+2$/m)
      expect(commandOf(pid)).not.toContain('--no-sandbox')
    }
  })
})

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
