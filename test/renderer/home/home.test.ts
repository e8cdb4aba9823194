import { expect, test } from 'vitest'
import { COMMAND_IDS, commandSpec } from '../../../src/shared/commands'
import { DEFAULT_SETTINGS } from '../../../src/shared/settings'
import { ANSWER, stateOf } from '../../support/renderer/states'
import { describePages } from '../../support/renderer/suite'

describePages('the home view', (pages) => {
  const openHome = (state = stateOf()) => pages().open('home', state)

  test('has landmarks, one heading of the first level and the program’s name as its title', async () => {
    const { page, complaints } = await openHome()
    for (const role of ['banner', 'navigation', 'main'] as const) await page.getByRole(role).waitFor()
    expect(await page.getByRole('heading', { level: 1 }).allTextContents()).toEqual(['Home'])
    expect(await page.title()).toBe('Descry')
    expect(await complaints()).toEqual([])
  })

  test('has a button for every command about pictures and answers and for Descry’s own but its own opening, with its key seen and told to readers', async () => {
    const { page, invokes } = await openHome()
    const wanted = COMMAND_IDS.filter((id) => id !== 'open' && !['tune', 'cell'].includes(commandSpec(id).kind))
    for (const id of wanted) await page.locator(`button[data-command=${id}]`).click()
    expect((await invokes('command:run')).map((i) => i.args[0])).toEqual(wanted)
    const screen = page.getByRole('button', { name: /^Describe the screen/ })
    expect(await screen.getAttribute('aria-keyshortcuts')).toBe('Control+Alt+Shift+D')
    expect(await screen.textContent()).toContain('Control Alt Shift D')
    const status = page.getByRole('button', { name: 'Status' })
    expect(await status.getAttribute('aria-keyshortcuts')).toBeNull()
  })

  test('has a switch for narration, on while it goes on', async () => {
    const { page, change } = await openHome()
    const narration = page.getByRole('button', { name: 'Narrate what the camera sees', exact: true })
    expect(await narration.getAttribute('aria-pressed')).toBe('false')
    await change({ narrating: 'camera' })
    await page.getByRole('button', { name: 'Narrate what the camera sees', exact: true, pressed: true }).waitFor()
    expect(await page.locator('button[aria-pressed=true]').count()).toBe(1)
  })

  test('shows the answer with what it is about and when, in a region that is not live', async () => {
    const { page } = await openHome()
    const answer = page.getByRole('region', { name: 'Answer' })
    expect(await answer.textContent()).toContain('The screen, 14:03')
    expect(await answer.textContent()).toContain('Answer 2 of 3')
    for (const { text } of ANSWER.sentences) await answer.getByText(text, { exact: true }).waitFor()
    const live = await page.locator('[aria-live], [role=status], [role=alert], [role=log]').evaluateAll((all) =>
      all.filter((element) => element.textContent !== '').map((element) => element.outerHTML),
    )
    expect(live).toEqual([])
  })

  test('says what it is at work on, and that more comes', async () => {
    const { page, change } = await openHome()
    const answer = page.getByRole('region', { name: 'Answer' })
    expect(await answer.getAttribute('aria-busy')).toBe('false')
    await change({
      activity: { command: 'camera-look', sentence: 'Looking through the camera.' },
      answer: { ...ANSWER, complete: false },
    })
    await page.getByRole('banner').getByText('Looking through the camera.').waitFor()
    await answer.getByText('More is coming.').waitFor()
    expect(await answer.getAttribute('aria-busy')).toBe('true')
  })

  test('marks an answer that failed in words', async () => {
    const { page, change } = await openHome()
    const failed = { text: 'There is no camera.', lang: 'en', source: 'app' as const }
    await change({ answer: { ...ANSWER, failed: true, sentences: [failed], lines: [] } })
    await page.getByText('This did not work:').waitFor()
    await page.getByText('There is no camera.').waitFor()
  })

  test('draws a frame’s pixels and names them by the answer’s first sentence', async () => {
    const { page, change } = await openHome()
    await page.evaluate(() =>
      window.fake.answer('answer:picture', { kind: 'frame', width: 2, height: 1, bytes: new Uint8Array([1, 2, 3, 255, 250, 251, 252, 255]) }),
    )
    await change({ answer: { ...ANSWER, id: 9, picture: true } })
    const canvas = page.getByRole('img', { name: 'A dialog with two buttons, probably.' })
    await canvas.waitFor()
    const pixels = await canvas.evaluate((element) => [
      ...((element as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, 2, 1).data ?? []),
    ])
    expect(pixels).toEqual([1, 2, 3, 255, 250, 251, 252, 255])
  })

  test('shows a picture file, and no document that calls itself one', async () => {
    const { page, change, complaints } = await openHome()
    const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="5" height="5"/>').toString('base64')
    for (const [id, bytes, width] of [[10, png, 1], [11, svg, 0]] as const) {
      await page.evaluate(
        (b) => window.fake.answer('answer:picture', { kind: 'encoded', bytes: Uint8Array.from(atob(b), (c) => c.charCodeAt(0)) }),
        bytes,
      )
      await change({ answer: { ...ANSWER, id, picture: true } })
      await expect
        .poll(() => page.locator('img').evaluateAll((all) => all.map((i) => [(i as HTMLImageElement).complete, (i as HTMLImageElement).naturalWidth])))
        .toEqual([[true, width]])
    }
    expect(await complaints()).toEqual([])
  })

  test('gives a picture that is pasted or dropped to main, and a drop that is no picture too', async () => {
    const { page, invokes } = await openHome()
    await page.evaluate(() => {
      const data = (name: string, type: string) => {
        const transfer = new DataTransfer()
        transfer.items.add(new File([new Uint8Array(12)], name, { type }))
        return transfer
      }
      const target = document.activeElement ?? document.body
      target.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data('image.png', 'image/png'), bubbles: true, cancelable: true }))
      target.dispatchEvent(new DragEvent('drop', { dataTransfer: data('cat.jpg', 'image/jpeg'), bubbles: true, cancelable: true }))
      target.dispatchEvent(new DragEvent('drop', { dataTransfer: data('notes.txt', 'text/plain'), bubbles: true, cancelable: true }))
    })
    await expect
      .poll(async () => (await invokes('picture:given')).map((i) => i.args[0]))
      .toEqual([
        { name: 'image.png', bytes: 12 },
        { name: 'cat.jpg', bytes: 12 },
        { name: 'notes.txt', bytes: 12 },
      ])
  })

  test('has main say so when there is no picture to paste, but leaves text fields alone', async () => {
    const { page, invokes, push } = await openHome()
    const paste = () =>
      page.evaluate(() =>
        document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: new DataTransfer(), bubbles: true, cancelable: true })),
      )
    await paste()
    expect(await invokes('command:run')).toEqual([{ name: 'command:run', args: ['describe-clipboard'] }])
    await push('home:view', { view: 'settings', focus: 'heading' })
    await page.getByRole('button', { name: 'Change the key: Stop' }).click()
    await page.getByRole('textbox').waitFor()
    await paste()
    expect(await invokes('command:run')).toHaveLength(1)
  })

  test('shows why main refused something, until the next wish', async () => {
    const { page } = await openHome()
    const refusal = { ok: false, code: 'nothing-more', sentence: 'There is nothing more to say about it.' }
    await page.evaluate((reply) => window.fake.answer('command:run', reply), refusal)
    await page.getByRole('button', { name: /^Say more/ }).click()
    await page.getByText(refusal.sentence).waitFor()
    await page.getByRole('button', { name: 'Open a picture file' }).click()
    await expect.poll(() => page.getByText(refusal.sentence).count()).toBe(0)
  })

  test('shows hostile text as text, within the window', async () => {
    const text = '<img src=x onerror=alert(1)><b>{count}</b> \u202Egnp.exe ' + 'W'.repeat(3000)
    const sentence = { text, lang: 'en', source: 'recogniser' as const }
    const { page, complaints } = await openHome(stateOf({ answer: { ...ANSWER, about: text, sentences: [sentence], lines: [text] } }))
    expect(await page.locator('.words p').textContent()).toBe(text)
    expect(await page.locator('main img, main b').count()).toBe(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    expect(await complaints()).toEqual([])
  })

  test('speaks through its live region only what main sends there, also the same words twice', async () => {
    const { page, push } = await openHome()
    const regions = page.locator('[data-announcer] > *')
    expect(await regions.evaluateAll((all) => all.map((r) => `${r.ariaLive}: ${r.textContent}`))).toEqual(
      Array.from({ length: 4 }, () => 'assertive: '),
    )
    await page.evaluate(() => {
      const heard: string[] = []
      Object.assign(window, { heard })
      new MutationObserver((changes) => {
        for (const node of changes.flatMap((c) => [...c.addedNodes])) heard.push(`${(node as Element).getAttribute('lang') ?? ''}: ${(node.textContent ?? '').trim()}`)
      }).observe(document.querySelector('[data-announcer]') as Element, { childList: true, subtree: true })
    })
    await push('announce', { text: 'Ein Hund.', lang: 'de' })
    await push('announce', { text: 'Ein Hund.', lang: 'de' })
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { heard: string[] }).heard))
      .toEqual(['de: Ein Hund.', 'de: Ein Hund.'])
    // No region is read with earlier words in it.
    expect(await regions.evaluateAll((all) => all.map((r) => r.children.length))).toEqual([0, 1, 1, 0])
  })

  test('holds what it said for ten seconds, and sticky words until the next ones', async () => {
    const { page, push, change } = await openHome()
    const region = page.locator('[data-announcer]')
    const settings = (sticky: boolean) => ({ settings: { ...DEFAULT_SETTINGS, firstRunDone: true, braille: { only: false, sticky } } })
    await page.clock.install()
    await push('announce', { text: 'A dog.', lang: 'en' })
    await region.getByText('A dog.').waitFor()
    await page.clock.fastForward(10_000)
    await region.getByText('A dog.').waitFor({ state: 'detached' })
    await change(settings(true))
    await push('announce', { text: 'A cat.', lang: 'en' })
    await region.getByText('A cat.').waitFor()
    await page.clock.fastForward(60_000)
    expect(await region.textContent()).toBe('A cat.')
    await push('announce', { text: 'Eine Maus.', lang: 'de' })
    await region.getByText('Eine Maus.').waitFor()
    await page.clock.fastForward(10_000)
    await region.getByText('A cat.').waitFor({ state: 'detached' })
    expect(await region.textContent()).toBe('Eine Maus.')
    expect(await region.locator('p').getAttribute('lang')).toBe('de')
    await change(settings(false))
    await page.clock.fastForward(10_000)
    await region.getByText('Eine Maus.').waitFor({ state: 'detached' })
  })

  test('says words, not nothing, when a component fails', async () => {
    const { page, push } = await openHome()
    await page.evaluate(() => window.fake.answer('models:list', { models: [null] }))
    await push('home:view', { view: 'models', focus: 'heading' })
    await page.getByRole('heading', { name: 'This window has failed' }).waitFor()
    await page.getByRole('button', { name: 'Reload the window' }).waitFor()
  })
})
