import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSchemeHandler } from '../../src/main/app/security/scheme'
import { CHROMIUM } from '../support/renderer/browser'

/**
 * The app's own scheme handler in front of a real Chromium, on the loopback address, with a page that tries
 * what a hostile one would: each insecure form beside the secure one that goes through.
 */
const PAGE = `<!doctype html>
<style nonce="__CSP_NONCE__">#nonced { color: rgb(1, 2, 3) }</style>
<style>#plain { color: rgb(1, 2, 3) }</style>
<link rel="stylesheet" href="own.css">
<p id="nonced"></p><p id="plain"></p><p id="linked"></p>
<script>window.inline = true</script>
<script src="own.js"></script>
<a id="link" href="javascript:window.clicked = true">x</a>`

/** Text as code must be tried by the page itself: what a debugger evaluates is excepted from the policy. */
const OWN = `
window.own = true
const attempt = (act) => { try { act(); return 'done' } catch (error) { return error.name } }
window.tries = {
  text: attempt(() => (document.createElement('p').textContent = '<b>x</b>')),
  markup: attempt(() => (document.createElement('p').innerHTML = '<b>x</b>')),
  evaluated: attempt(() => (0, eval)('1')),
  made: attempt(() => new Function('return 1')()),
  timed: attempt(() => setTimeout('window.timed = true')),
  script: attempt(() => (document.createElement('script').text = 'window.later = true')),
  address: attempt(() => (document.createElement('script').src = 'own.js')),
  policy: attempt(() => trustedTypes.createPolicy('mine', { createHTML: (text) => text })),
  worker: attempt(() => new Worker('own.js')),
}`

describe.skipIf(!CHROMIUM)(`a page of the scheme in Chromium${CHROMIUM ? '' : ' (skipped: it is not installed)'}`, () => {
  let folder: string
  let browser: Browser
  let page: Page
  let origin: string
  let stop: () => void
  /** What reached the server that stands for the rest of the world. */
  const elsewhere: string[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'descry-csp-'))
    for (const name of ['home', 'stage']) await writeFile(join(folder, `${name}.html`), PAGE)
    await writeFile(join(folder, 'own.js'), OWN)
    await writeFile(join(folder, 'own.css'), '#linked { color: rgb(1, 2, 3) }')
    const handler = createSchemeHandler({ pages: folder, earcons: folder })
    const server = createServer((request, response) => {
      void handler(new Request(`app://descry${request.url}`)).then(async (answer) => {
        response.writeHead(answer.status, Object.fromEntries(answer.headers))
        response.end(Buffer.from(await answer.arrayBuffer()))
      })
    })
    const other = createServer((request, response) => {
      elsewhere.push(request.url ?? '')
      response.writeHead(200, { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' })
      response.end('window.foreign = true')
    })
    const listen = (one: typeof server) =>
      new Promise<string>((done) => {
        one.listen(0, '127.0.0.1', () => done(`http://127.0.0.1:${(one.address() as AddressInfo).port}`))
      })
    origin = await listen(server)
    const foreign = await listen(other)
    stop = () => [server, other].forEach((one) => (one.close(), one.closeAllConnections()))
    browser = await chromium.launch({ executablePath: CHROMIUM!, chromiumSandbox: process.getuid?.() !== 0 })
    page = await browser.newPage()
    await page.goto(`${origin}/home.html`)
    await page.evaluate((url) => Object.assign(window, { foreignUrl: url }), foreign)
  })
  afterAll(async () => {
    await browser.close()
    stop()
    await rm(folder, { recursive: true })
  })

  const flag = (name: string) => page.evaluate((key) => (window as unknown as Record<string, unknown>)[key], name)
  const colour = (id: string) => page.evaluate((key) => getComputedStyle(document.getElementById(key)!).color, id)

  test('runs scripts of its own and none that stand in it', async () => {
    expect(await flag('own')).toBe(true)
    expect(await flag('inline')).toBeUndefined()
  })

  test('has the style of its own files and of elements with the load’s nonce, and no other', async () => {
    expect(await colour('linked')).toBe('rgb(1, 2, 3)')
    expect(await colour('nonced')).toBe('rgb(1, 2, 3)')
    expect(await colour('plain')).not.toBe('rgb(1, 2, 3)')
  })

  test('turns no text into code or markup', async () => {
    expect(await flag('tries')).toEqual({
      text: 'done',
      markup: 'TypeError',
      evaluated: 'EvalError',
      made: 'EvalError',
      timed: 'TypeError',
      script: 'TypeError',
      address: 'TypeError',
      policy: 'TypeError',
      worker: 'TypeError',
    })
  })

  test('follows no javascript: link', async () => {
    await page.evaluate(() => document.getElementById('link')?.click())
    expect(await flag('clicked')).toBeUndefined()
  })

  test('fetches from itself and from nowhere else, in any way', async () => {
    const reached = await page.evaluate(async () => {
      const { foreignUrl } = window as unknown as { foreignUrl: string }
      const fetched = (url: string) => fetch(url).then(() => true, () => false)
      const loaded = (element: HTMLElement, name: string, url: string) =>
        new Promise<boolean>((resolve) => {
          element.addEventListener('load', () => resolve(true))
          element.addEventListener('error', () => resolve(false))
          element.setAttribute(name, url)
          document.body.append(element)
        })
      const sheet = (url: string) => {
        const link = document.createElement('link')
        link.rel = 'stylesheet'
        return loaded(link, 'href', url)
      }
      const socket = await new Promise<boolean>((resolve) => {
        try {
          const opened = new WebSocket(foreignUrl.replace('http', 'ws'))
          opened.onerror = () => resolve(false)
          opened.onopen = () => resolve(true)
        } catch {
          resolve(false)
        }
      })
      navigator.sendBeacon(`${foreignUrl}/beacon`)
      const form = document.createElement('form')
      form.action = `${foreignUrl}/form`
      form.method = 'post'
      document.body.append(form)
      form.submit()
      return {
        own: await fetched('own.css'),
        ownSheet: await sheet('own.css?again'),
        foreign: await fetched(`${foreignUrl}/fetch`),
        foreignSheet: await sheet(`${foreignUrl}/sheet`),
        picture: await loaded(document.createElement('img'), 'src', `${foreignUrl}/picture`),
        data: await loaded(document.createElement('img'), 'src', 'data:image/gif;base64,R0lGODlhAQABAAAAACw='),
        socket,
      }
    })
    expect(reached).toEqual({
      own: true,
      ownSheet: true,
      foreign: false,
      foreignSheet: false,
      picture: false,
      data: false,
      socket: false,
    })
    expect(page.url()).toBe(`${origin}/home.html`)
    // It would have been heard there.
    await fetch(`${String(await flag('foreignUrl'))}/control`)
    expect(elsewhere).toEqual(['/control'])
  })

  test('is shown in no frame, not even in one of its own', async () => {
    const inside = await page.evaluate(
      () =>
        new Promise<boolean>((resolve) => {
          const frame = document.createElement('iframe')
          frame.onload = () => resolve(frame.contentDocument?.getElementById('linked') != null)
          frame.src = 'home.html'
          document.body.append(frame)
        }),
    )
    expect(inside).toBe(false)
  })

  test('may ask neither for camera, microphone and screen nor for a position, unless it is the stage', async () => {
    const features = (from: Page) =>
      from.evaluate(() => {
        const policy = (document as unknown as { featurePolicy: { allowsFeature(name: string): boolean } }).featurePolicy
        return ['camera', 'microphone', 'display-capture', 'geolocation'].filter((name) => policy.allowsFeature(name))
      })
    expect(await features(page)).toEqual([])
    const stage = await browser.newPage()
    await stage.goto(`${origin}/stage.html`)
    expect(await features(stage)).toEqual(['camera', 'microphone', 'display-capture'])
  })
})
