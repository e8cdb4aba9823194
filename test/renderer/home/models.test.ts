import { expect, test } from 'vitest'
import type { AppState } from '../../../src/shared/app-state'
import type { Settings } from '../../../src/shared/settings'
import { DOWNLOADING, MODELS, MODELS_STATE, stateOf } from '../../support/renderer/states'
import { describePages } from '../../support/renderer/suite'

const withModels = (part: Partial<AppState['models']>): Partial<AppState> => ({ models: { ...MODELS_STATE, ...part } })

describePages('the list of models', (pages) => {
  const openModels = async (part: Partial<AppState['models']> = {}, settings: Partial<Settings> = {}, locale: 'en' | 'de' = 'en') => {
    const opened = await pages().open('home', stateOf({ ...withModels(part), locale }, settings))
    await opened.page.evaluate((models) => window.fake.answer('models:list', models), MODELS)
    await opened.push('home:view', { view: 'models', focus: 'heading' })
    await opened.page.getByRole('heading', { name: 'SmolVLM 256M' }).waitFor()
    const item = (name: string) => opened.page.getByRole('listitem').filter({ has: opened.page.getByRole('heading', { name, exact: true }) })
    return { ...opened, item }
  }

  test('begins with what suits this machine, in one sentence', async () => {
    const { page } = await openModels()
    await page.getByText(MODELS.recommendation).waitFor()
  })

  test('says of each what it is good at, its languages, size, memory, licence and state', async () => {
    const { item } = await openModels()
    const text = await item('SmolVLM 256M').innerText()
    for (const part of ['describing pictures and answering questions', 'English', '210 megabytes', '900 megabytes', 'Apache-2.0', 'can be downloaded']) {
      expect(text).toContain(part)
    }
    expect(await item('descry-nano').innerText()).toContain('in use; came with Descry')
    expect(await item('Qwen3.5 0.8B').innerText()).toMatch(/42 percent is there[^]*would be slow here/)
    expect(await item('Florence-2').innerText()).toContain('10 languages, among them English, German')
  })

  test('has buttons whose names stand alone, for what each model can be asked for', async () => {
    const { page } = await openModels()
    expect(await page.locator('.model-list').getByRole('button').allTextContents()).toEqual([
      'Download SmolVLM 256M',
      ...['Use Florence-2', 'Check Florence-2', 'Remove Florence-2'],
      ...['Go on with the download of Qwen3.5 0.8B', 'Remove Qwen3.5 0.8B'],
      'Download LFM3 VL 2B',
      ...['Check My model', 'Remove My model'],
      ...['Repair Broken model', 'Check Broken model', 'Remove Broken model'],
    ])
    for (const name of ['Add a model from a folder', 'Add a model from a zip file']) await page.getByRole('button', { name }).waitFor()
  })

  test.each([
    ['Download SmolVLM 256M', 'models:download', ['smolvlm-256m', false]],
    ['Use Florence-2', 'models:use', ['florence']],
    ['Check Florence-2', 'models:check', ['florence']],
    ['Repair Broken model', 'models:repair', ['broken']],
    ['Go on with the download of Qwen3.5 0.8B', 'models:download', ['qwen', false]],
    ['Add a model from a folder', 'models:add', ['folder']],
    ['Add a model from a zip file', 'models:add', ['zip']],
  ] as const)('%s asks for that by Enter', async (name, channel, args) => {
    const { page, invokes } = await openModels()
    await page.getByRole('button', { name }).press('Enter')
    await expect.poll(() => invokes(channel)).toEqual([{ name: channel, args }])
  })

  test('shows why something was refused beside the model', async () => {
    const { page, item } = await openModels()
    await page.evaluate(() => window.fake.answer('models:use', { ok: false, code: 'model-damaged', sentence: 'A model file is damaged.' }))
    await page.getByRole('button', { name: 'Use Florence-2' }).press('Enter')
    await item('Florence-2').getByRole('alert').getByText('A model file is damaged.').waitFor()
  })

  test('has a native progress bar with a name and a value in words, and no live region for it', async () => {
    const { page, item, change } = await openModels(DOWNLOADING)
    const bar = page.getByRole('progressbar', { name: 'Download of SmolVLM 256M' })
    expect(await bar.evaluate((element) => element.localName)).toBe('progress')
    expect([await bar.getAttribute('value'), await bar.getAttribute('max')]).toEqual(['45', '100'])
    expect(await bar.getAttribute('aria-valuetext')).toBe('45 percent of 210 megabytes')
    expect(await bar.evaluate((element) => element.closest('[aria-live], [role=status], [role=alert]') === null)).toBe(true)
    expect(await item('SmolVLM 256M').getByRole('button').allTextContents()).toEqual(['Stop the download of SmolVLM 256M'])
    expect(await item('Qwen3.5 0.8B').innerText()).toContain('It waits until SmolVLM 256M is done.')
    await change(withModels({ ...DOWNLOADING, work: { kind: 'download', id: 'smolvlm-256m', name: 'SmolVLM 256M', progress: null } }))
    // Without a value it is one whose end nobody knows.
    await expect.poll(() => bar.getAttribute('value')).toBeNull()
  })

  test('keeps the focus with the model when a button goes because of what it did', async () => {
    const { page, change, focused } = await openModels()
    await page.getByRole('button', { name: 'Download SmolVLM 256M' }).press('Enter')
    await change(withModels(DOWNLOADING))
    await expect.poll(focused).toBe('h2: SmolVLM 256M')
    await page.keyboard.press('Tab')
    await expect.poll(focused).toBe('button: Stop the download of SmolVLM 256M')
  })

  test('keeps the focus in the view when the whole model goes', async () => {
    const { page, change, focused } = await openModels()
    const rest = { ...MODELS, models: MODELS.models.filter(({ id }) => id !== 'mine') }
    await page.getByRole('button', { name: 'Check My model' }).focus()
    await page.evaluate((models) => window.fake.answer('models:list', models), rest)
    await change(withModels({ edition: 1 }))
    await expect.poll(focused).toBe('h1: Models')
  })

  test('leaves the focus where it is when the list comes anew', async () => {
    const { page, change, focused } = await openModels()
    await page.getByRole('button', { name: 'Use Florence-2' }).focus()
    await page.evaluate((models) => window.fake.answer('models:list', models), { ...MODELS, recommendation: 'Another one suits now.' })
    await change(withModels({ edition: 1 }))
    await page.getByText('Another one suits now.').waitFor()
    expect(await focused()).toBe('button: Use Florence-2')
  })

  test('asks for the licence first, in a dialog that begins at its heading; Escape is no and gives the focus back', async () => {
    const { page, invokes, focused, audit } = await openModels()
    const button = page.getByRole('button', { name: 'Download LFM3 VL 2B' })
    await button.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'The licence of LFM3 VL 2B' })
    await dialog.waitFor()
    expect(await focused()).toBe('h2: The licence of LFM3 VL 2B')
    expect(await dialog.innerText()).toContain('LFM Open License v1.0')
    expect(await dialog.innerText()).toContain('https://example.com/licence')
    expect(await dialog.getByRole('link').count()).toBe(0)
    expect(await audit()).toEqual([])
    // Nothing behind it can be reached meanwhile.
    for (const expected of ['Accept the licence and download LFM3 VL 2B', 'Do not accept']) {
      await page.keyboard.press('Tab')
      expect(await focused()).toBe(`button: ${expected}`)
    }
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
    expect(await focused()).toBe('button: Download LFM3 VL 2B')
    expect(await invokes('models:download')).toEqual([])
  })

  test('downloads once the licence was accepted, and says that it was', async () => {
    const { page, invokes } = await openModels()
    await page.getByRole('button', { name: 'Download LFM3 VL 2B' }).press('Enter')
    await page.getByRole('button', { name: 'Accept the licence and download LFM3 VL 2B' }).press('Enter')
    await expect.poll(() => invokes('models:download')).toEqual([{ name: 'models:download', args: ['lfm', true] }])
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  test('removes only after a question', async () => {
    const { page, invokes, focused } = await openModels()
    await page.getByRole('button', { name: 'Remove Florence-2' }).press('Enter')
    await page.getByRole('button', { name: 'Keep Florence-2' }).press('Enter')
    await expect.poll(focused).toBe('button: Remove Florence-2')
    expect(await invokes('models:remove')).toEqual([])
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByRole('button', { name: 'Remove Florence-2' }).press('Enter')
    await expect.poll(() => invokes('models:remove')).toEqual([{ name: 'models:remove', args: ['florence'] }])
  })

  test('shows what was last said of a model beside it', async () => {
    const { item, change } = await openModels()
    await change(withModels({ said: { id: 'florence', text: 'All files of Florence-2 are right.' } }))
    await item('Florence-2').getByText('All files of Florence-2 are right.').waitFor()
  })

  test('says which device is in use and why, and lets it be chosen', async () => {
    const { page, invokes } = await openModels()
    const group = page.getByRole('group', { name: 'Device' })
    await group.getByText(MODELS_STATE.device).waitFor()
    await group.getByText('WebGPU works with this model.').waitFor()
    expect(await group.getByRole('radio').count()).toBe(4)
    await group.getByRole('radio', { name: 'The processor' }).press('Space')
    await expect.poll(() => invokes('device:change')).toEqual([{ name: 'device:change', args: ['cpu'] }])
  })

  test('speaks German', async () => {
    const { page, complaints } = await openModels(DOWNLOADING, {}, 'de')
    for (const name of ['Florence-2 benutzen', 'Herunterladen von SmolVLM 256M anhalten', 'Ein Modell aus einem Ordner hinzufügen']) {
      await page.getByRole('button', { name }).waitFor()
    }
    expect(await page.locator('.model-list').innerText()).toContain('Englisch')
    expect(await complaints()).toEqual([])
  })
})
