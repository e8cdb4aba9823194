import type { Page } from 'playwright-core'
import { afterEach, expect, test, vi } from 'vitest'
import { until } from '../support/desktop-session/until'
import { pageFile, times } from './support/ask'
import { direct } from './support/keys'
import { inAWorld, type World } from './support/world'

/** Milliseconds without a word after which nothing more comes: some times the pace. */
const QUIET = 7000
const texts = (messages: readonly { text: string }[]): string[] => messages.map(({ text }) => text)
const source = async (world: World) => (await world.app.state()).narrating

/** A read of a screen takes its time where much else runs. */
const heard = (world: World, what: string | RegExp) => world.speech.waitFor(what, { timeout: 90_000 })

/** Lines come to the page's list, at once. */
const arrive = (page: Page, ...lines: readonly string[]): Promise<void> =>
  page.evaluate((all) => (globalThis as unknown as { arrive: (...lines: string[]) => void }).arrive(...all), [...lines])

/** Lines come to the list one by one until one is heard. @returns all that was said by then */
async function firstHeard(world: World, page: Page, lines: readonly string[]): Promise<string> {
  for (const line of lines) {
    await world.speech.settled(3000)
    await arrive(page, line)
    const messages = await world.speech.waitFor(line, { timeout: 20_000 }).catch(() => null)
    if (messages) return texts(messages).join(' ')
  }
  return world.speech.text()
}

async function begin(world: World, key: string, sentence: string | RegExp): Promise<void> {
  await world.speech.forget()
  await world.screen.press(direct(key))
  await heard(world, sentence)
  // The first look at all that is there already; changes that come sooner would be part of it.
  await world.speech.settled(4000)
}

vi.setConfig({ testTimeout: 240_000 })

inAWorld(
  'narrating the screen',
  { before: async () => ({ settings: { narration: { every: 2, warned: true } } }) },
  (world) => {
    let page: Page | undefined
    afterEach(async () => {
      if ((await source(world)) !== null) await world.screen.press(direct('Q'))
      await until('narration to be off', async () => (await source(world)) === null)
      if (page && !page.isClosed()) await page.close()
      page = undefined
    })

    test('of the window: new text once, neither the clock, the bar nor the spinner; scrolling says what is new alone', async () => {
      page = await world.pages.show(pageFile('feed'))
      await begin(world, 'F', /Narration of the window .+ is on\./)
      expect(await source(world)).toBe('window')
      await arrive(page, 'The ferry from Dover has arrived.')
      await heard(world, 'The ferry from Dover has arrived.')
      await arrive(page, ...Array.from({ length: 14 }, (_, i) => `Parcel ${String.fromCharCode(65 + i)} lies ready at the counter.`))
      await heard(world, 'Parcel N lies ready')
      const said = texts(await world.speech.settled(QUIET)).join(' ')
      expect(times(said, 'Dover')).toBe(1)
      expect(times(said, 'Parcel N')).toBe(1)
      // The newest forty words; the list scrolled past the rest.
      expect(said).not.toContain('Parcel A ')
      expect(said).not.toContain('Ostend')
      expect(said).not.toMatch(/\d\d:\d\d/)
    })
    test('what is typed is not read back', async () => {
      page = await world.pages.show(pageFile('feed'))
      await begin(world, 'F', /Narration of the window/)
      await page.locator('input').focus()
      // As fast as a person can.
      await world.screen.type('good morning to all of you', { delay: 85 })
      expect(await page.locator('input').inputValue()).toBe('good morning to all of you')
      const typed = texts(await world.speech.settled(QUIET)).join(' ')
      expect(typed.toLowerCase()).not.toContain('morning')
      await arrive(page, 'Good evening from the harbour.')
      await heard(world, 'Good evening from the harbour.')
    })
    test('what never stops is told as it goes', async () => {
      page = await world.pages.show(pageFile('feed'))
      await begin(world, 'F', /Narration of the window/)
      await page.evaluate(() => (globalThis as unknown as { keepArriving: () => void }).keepArriving())
      // Again and again: one message outstanding, each of what has come since.
      for (let message = 0; message < 3; message++) {
        await heard(world, /The ship from/)
        await world.speech.forget()
      }
    })
    test('a window of the same program that opens is told; the closed one ends narration, in a sentence', async () => {
      page = await world.pages.show(pageFile('feed'))
      await begin(world, 'F', /Narration of the window/)
      const other = await world.pages.show(pageFile('sign-in'), { left: 200, top: 150, width: 600, height: 420 })
      await heard(world, /(Dialog|New window): Orchard Bank/)
      await other.close()
      await world.speech.settled(3000)
      await page.close()
      await heard(world, 'The window was closed. Narration is off.')
      await until('narration to be off', async () => (await source(world)) === null)
    })
    test('of the whole screen: nothing of Descry itself, and the same key ends it', async () => {
      page = await world.pages.show(pageFile('feed'))
      await begin(world, 'G', 'Narration of the screen is on.')
      await arrive(page, 'The night train is on time.')
      await heard(world, 'The night train is on time.')
      const said = texts(await world.speech.settled(QUIET)).join(' ')
      // The caption bar shows what was said: it is not read from there.
      expect(times(said, 'night train')).toBe(1)
      expect(times(said, 'Narration of the screen')).toBe(1)
      await world.screen.press(direct('G'))
      await heard(world, 'Narration off.')
      expect(await source(world)).toBeNull()
    })
    test('another source takes its place; "descry watch --pointer" narrates a region, and ends it', async () => {
      page = await world.pages.show(pageFile('feed'))
      await begin(world, 'G', 'Narration of the screen is on.')
      await begin(world, 'F', /Narration of the window/)
      expect(await source(world)).toBe('window')
      const watch = () => world.session.run(world.session.node, [world.session.path('out/main/cli.js'), 'watch', '--pointer'])
      expect(await watch()).toMatchObject({ code: 0, stdout: 'Narration of what is under the pointer is on.\n' })
      expect(await source(world)).toBe('pointer')
      expect(await watch()).toMatchObject({ code: 0, stdout: 'Narration off.\n' })
    })
    test('what is under the pointer goes along with its window', async () => {
      page = await world.pages.show(pageFile('feed'), { left: 60, top: 60, width: 760, height: 560 })
      await world.session.output('xdotool', ['search', '--name', '^Arrivals$', 'windowactivate', '--sync'])
      await world.screen.movePointer(350, 320)
      await world.speech.forget()
      const watch = () => world.session.run(world.session.node, [world.session.path('out/main/cli.js'), 'watch', '--pointer'])
      expect(await watch()).toMatchObject({ code: 0, stdout: 'Narration of what is under the pointer is on.\n' })
      await world.speech.settled(4000)
      await world.session.output('xdotool', ['search', '--name', '^Arrivals$', 'windowmove', '--sync', '400', '180'])
      // On a busy machine the first line may come before the region was read where it is now: it is part of that then.
      const found = await firstHeard(world, page, ['night', 'morning', 'noon', 'evening'].map((time) => `The ${time} ferry to the island is late.`))
      expect(found).toMatch(/New text: The \w+ ferry to the island is late\./)
      expect(texts(await world.speech.settled(3000)).join(' ')).not.toContain('Ostend')
      expect(await watch()).toMatchObject({ code: 0, stdout: 'Narration off.\n' })
    })
    test('a question comes first, and narration goes on after it', async () => {
      page = await world.pages.show(pageFile('feed'))
      await begin(world, 'F', /Narration of the window/)
      await world.screen.press(direct('D'))
      await heard(world, /Arrivals/)
      await world.speech.settled()
      expect(await source(world)).toBe('window')
      await arrive(page, 'The bus to the castle leaves now.')
      await heard(world, 'The bus to the castle leaves now.')
    })
  },
)
