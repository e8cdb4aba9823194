import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { until } from '../support/desktop-session/until'
import { ask, pageFile, times } from './support/ask'
import { axeFindings, inLook, LOOKS } from './support/axe'
import { direct } from './support/keys'
import { startPublisher, type Publisher } from './support/publisher'
import { inAWorld, type World } from './support/world'

let publisher: Publisher | undefined

const options = {
  before: async (session: World['session']) => {
    publisher = await startPublisher(session)
    return { env: publisher.env }
  },
}
const server = (): Publisher => {
  if (!publisher) throw new Error('the publisher is not there')
  return publisher
}
afterAll(() => publisher?.close())

/** The window's Models view, by keys alone. */
async function openModels({ screen, app }: World): Promise<Page> {
  await screen.press(direct('O'))
  await screen.waitForFocus(/Descry$/)
  const home = await app.page('home')
  // The page hears keys once it has drawn itself.
  await home.locator('h1:focus').waitFor()
  await screen.press('alt+3')
  await screen.waitForFocus('Models – Descry')
  return home
}

const MOST_TABS = 60

/** Goes to a button by the Tab key, as who hears its name does, and presses it. */
async function press({ screen }: World, within: Page | Locator, name: string): Promise<void> {
  const button = within.getByRole('button', { name, exact: true })
  await button.waitFor()
  const isThere = (): Promise<boolean> => button.evaluate((element) => element === document.activeElement)
  for (let tabs = 0; tabs < MOST_TABS && !(await isThere()); tabs++) await screen.press('Tab')
  expect(await isThere(), `${name} is reached by Tab`).toBe(true)
  await screen.press('Return')
}

const spokenText = async ({ speech }: World): Promise<string> => (await speech.settled()).map(({ text }) => text).join('\n')

/** Runs the built command in the session, with the app running. */
async function descry({ session, app }: World, ...args: string[]) {
  expect(app.child.exitCode).toBeNull()
  return session.run(session.node, [session.path('out/main/cli.js'), ...args], { env: server().env })
}

inAWorld('a model from its publisher', options, (world) => {
  test('is downloaded by keys alone, and its start, quarters and end are heard once each', async () => {
    server().hold(true)
    const home = await openModels(world)
    await world.speech.forget()
    await press(world, home, 'Download Tiny model')
    await world.speech.waitFor('Downloading Tiny model')
    for (const [share, percent] of [
      [0.25, '25'],
      [0.3, '50'],
      [0.28, '75'],
    ] as const) {
      await server().send(share)
      await world.speech.waitFor(`Tiny model: ${percent} percent`)
    }
    const bar = home.getByRole('progressbar', { name: 'Download of Tiny model' })
    expect(Number(await bar.getAttribute('value'))).toBeGreaterThanOrEqual(75)
    expect(await bar.getAttribute('aria-valuetext')).toMatch(/^\d+ percent of 7 megabytes$/)
    // What was pressed went away, and the focus with it to the model's name.
    expect(await home.evaluate(() => document.activeElement?.textContent)).toMatch(/Tiny model/)
    server().hold(false)
    await world.speech.waitFor('Tiny model is here and ready')
    const text = await spokenText(world)
    for (const said of ['Downloading Tiny model', '25 percent', '50 percent', '75 percent', 'is here and ready']) {
      expect({ said, times: times(text, said), text }).toMatchObject({ times: 1 })
    }
    expect(existsSync(join(server().models, 'tiny', 'descry.json'))).toBe(true)
  })

  test('is used for the next picture, and status says so', async () => {
    const home = await openModels(world)
    await world.speech.forget()
    await press(world, home, 'Use Tiny model')
    await world.speech.waitFor('Tiny model is now in use')
    const said = await ask(world, [direct('I')], /The model tiny/i)
    expect(said).toMatch(/Descry uses the processor/)
    const shown = await world.pages.show(pageFile('article'))
    const { stdout, stderr } = await descry(world, 'describe', '--screen', '--json')
    const answer = JSON.parse(stdout || '{}') as { model?: string; modelText?: { text: string }[] }
    expect({ model: answer.model, stderr }).toMatchObject({ model: expect.stringMatching(/^tiny/) as string })
    // Words of a random model: they mean nothing, but they are its own.
    expect(answer.modelText?.map(({ text }) => text).join('').length).toBeGreaterThan(0)
    await shown.close()
  })

  test('is the one that the next start uses', async () => {
    await world.restart({ env: server().env, settings: { model: 'tiny' } })
    await world.speech.waitFor(/Descry is ready/)
    expect((await world.app.state()).models.inUse).toBe('tiny')
    await ask(world, [direct('I')], /The model tiny/i)
  })

  test('is removed once another one is in use, after a question', async () => {
    const home = await openModels(world)
    await press(world, home, 'Use descry-nano')
    await world.speech.waitFor('descry-nano is now in use')
    await press(world, home, 'Remove Tiny model')
    const dialog = home.getByRole('dialog', { name: 'Remove this model: Tiny model?' })
    await dialog.waitFor()
    await world.screen.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await home.evaluate(() => document.activeElement?.textContent)).toBe('Remove Tiny model')
    await world.screen.press('Return')
    await dialog.waitFor()
    await press(world, dialog, 'Remove Tiny model')
    await home.getByRole('button', { name: 'Download Tiny model' }).waitFor()
    expect(readdirSync(server().models).filter((name) => !name.startsWith('.'))).toEqual([])
  })

  test('that is not there at the start is stood in for by the one in the box, and that is said', async () => {
    await world.speech.forget()
    await world.restart({ env: server().env, settings: { model: 'tiny' } })
    await world.speech.waitFor(/The chosen model, Tiny model, is not there/)
    expect((await world.app.state()).models.inUse).toBe('descry-nano')
  })

  test('goes on by itself where its publisher fell silent for half a minute', { timeout: 120_000 }, async () => {
    server().hold(true)
    const home = await openModels(world)
    await press(world, home, 'Download Tiny model')
    await server().send(0.6)
    const asked = server().asked.length
    await until('the file to be asked for again', () => server().asked.length > asked, { timeout: 90_000 })
    server().hold(false)
    await world.speech.waitFor('Tiny model is here and ready')
    expect(server().asked.at(-1)).toMatch(/^README\.md bytes=[1-9]\d+-$/)
    await descry(world, 'models', 'remove', 'tiny')
  })

  test('that Descry was ended in goes on where it was', async () => {
    server().hold(true)
    const home = await openModels(world)
    await press(world, home, 'Download Tiny model')
    await server().send(0.6)
    await world.speech.waitFor(/Tiny model: 50 percent/)
    // The silence key leaves downloads going.
    await world.screen.press(direct('Q'))
    expect((await world.app.state()).models.work).toMatchObject({ id: 'tiny' })
    await world.app.stop()
    server().hold(false)
    server().asked.length = 0
    await world.speech.forget()
    await world.restart({ env: server().env })
    await world.speech.waitFor(/Descry is ready/)
    const again = await openModels(world)
    await press(world, again, 'Go on with the download of Tiny model')
    await world.speech.waitFor('Tiny model is here and ready')
    expect(await spokenText(world)).toMatch(/Going on with the download of Tiny model at \d\d percent/)
    expect(server().asked).toEqual([expect.stringMatching(/^README\.md bytes=[1-9]\d+-$/)])
  })
})

inAWorld('a model with a licence of its own', options, (world) => {
  test('is not fetched before that is accepted; Escape is no, and the focus comes back', async () => {
    const home = await openModels(world)
    await press(world, home, 'Download Picky model')
    const dialog = home.getByRole('dialog', { name: 'The licence of Picky model' })
    await dialog.waitFor()
    expect(await dialog.innerText()).toContain('https://example.org/licence')
    expect(await dialog.getByRole('link').count()).toBe(0)
    expect(await home.evaluate(() => document.activeElement?.textContent)).toBe('The licence of Picky model')
    await world.screen.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await home.evaluate(() => document.activeElement?.textContent)).toBe('Download Picky model')
    expect(server().asked).toEqual([])
  })

  test('is fetched once it is accepted', async () => {
    const home = await openModels(world)
    await world.speech.forget()
    await press(world, home, 'Download Picky model')
    await home.getByRole('dialog').waitFor()
    await press(world, home, 'Accept the licence and download Picky model')
    await world.speech.waitFor('Picky model is here and ready')
  })

  test('is refused on the command line without that, which names the licence', async () => {
    await descry(world, 'models', 'remove', 'picky')
    const refused = await descry(world, 'models', 'get', 'picky')
    expect(refused).toMatchObject({ code: 4, stdout: '' })
    expect(refused.stderr).toContain('https://example.org/licence')
    const accepted = await descry(world, 'models', 'get', 'picky', '--accept-licence')
    expect({ ...accepted, stderr: '' }).toMatchObject({ code: 0 })
    expect(accepted.stderr).toContain('Downloading Picky model')
  })
})

inAWorld('the list of models', options, (world) => {
  test('has nothing that axe finds, in any theme and zoom', async () => {
    const home = await openModels(world)
    await home.getByRole('button', { name: 'Download Tiny model' }).waitFor()
    const found: [look: object, wrong: string[]][] = []
    for (const look of LOOKS) found.push([look, await inLook(home, look, () => axeFindings(home))])
    expect(found).toEqual(LOOKS.map((look) => [look, []]))
  })

  test('says on the command line what it says in the window', async () => {
    const { stdout } = await descry(world, 'models', '--json')
    const listed = JSON.parse(stdout) as { inUse: string; models: { id: string; state: string }[] }
    expect(listed.inUse).toBe('descry-nano')
    expect(listed.models.map(({ id, state }) => `${id} ${state}`)).toEqual(['descry-nano box', 'tiny available', 'picky available'])
  })

  test('a folder is added by the command line, and used', async () => {
    const { code, stderr } = await descry(world, 'models', 'add', world.session.path('test/fixtures/tiny-models/tiny-idefics3'))
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' })
    await until('the model to be listed', async () => (await descry(world, 'models')).stdout.includes('tiny-idefics3'))
    expect(await descry(world, 'models', 'use', 'tiny-idefics3')).toMatchObject({ code: 0 })
    expect((await world.app.state()).models.inUse).toBe('tiny-idefics3')
  })
})
