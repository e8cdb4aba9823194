import { expect, test } from 'vitest'
import type { Profile } from '../../../src/shared/profile'
import { stateOf } from '../../support/renderer/states'
import { describePages } from '../../support/renderer/suite'

const profile = (part: Partial<Profile> = {}): Profile => ({
  ...{ id: 'mail', name: 'Mail', appClass: 'mail', exe: 'mail', length: null, rate: null, every: null, first: null, muted: false, keepNothing: false },
  ...part,
})

describePages('the profiles of programs', (pages) => {
  const open = async (profiles: Profile[] = [], part: Parameters<typeof stateOf>[0] = {}) => {
    const opened = await pages().open('home', stateOf(part, { profiles }))
    await opened.page.keyboard.press('Alt+2')
    const group = opened.page.getByRole('group', { name: 'Programs', exact: true })
    await group.waitFor()
    const last = async () => (await opened.invokes('settings:change')).at(-1)?.args[0] as { profiles: Profile[] } | undefined
    return { ...opened, group, last }
  }

  test('begin with none, and one is added for the program in front, by key', async () => {
    const { page, group, last } = await open()
    await group.getByText('There is no profile yet.').waitFor()
    await page.evaluate((front) => window.fake.answer('profiles:front', front), profile())
    await group.getByRole('button', { name: 'Add a profile for the program in front' }).press('Enter')
    await expect.poll(last).toEqual({ profiles: [profile()] })
    await group.getByRole('status').getByText('Profile for Mail added.').waitFor()
    await group.getByText('It is used for windows of the class mail of the file mail.').waitFor()
    // The same program is not added twice.
    await page.evaluate((front) => window.fake.answer('profiles:front', front), profile({ id: 'other' }))
    await group.getByRole('button', { name: 'Add a profile for the program in front' }).press('Enter')
    await group.getByRole('alert').getByText('There is a profile for Mail already.').waitFor()
    expect((await last())?.profiles).toHaveLength(1)
  })

  test('say why none can be added where no program is in front', async () => {
    const { page, group } = await open()
    await page.evaluate(() => window.fake.answer('profiles:front', null))
    await group.getByRole('button', { name: 'Add a profile for the program in front' }).press('Enter')
    await group.getByRole('alert').getByText(/^No other program is in front/).waitFor()
  })

  test('have each what can be otherwise than in general', async () => {
    const { group, last } = await open([profile()])
    const mail = group.getByRole('group', { name: 'Mail', exact: true })
    const now = async () => (await last())?.profiles[0]
    await mail.getByRole('radiogroup', { name: 'Length of answers' }).getByRole('radio', { name: 'Little: one sentence' }).press('Space')
    await expect.poll(now).toMatchObject({ length: 'brief' })
    await mail.getByRole('radiogroup', { name: 'What is said first' }).getByRole('radio', { name: 'The text' }).press('Space')
    await expect.poll(now).toMatchObject({ first: 'text' })
    await mail.getByRole('checkbox', { name: 'A rate of its own' }).press('Space')
    await expect.poll(now).toMatchObject({ rate: 200 })
    await mail.getByRole('spinbutton', { name: 'Words a minute' }).press('ArrowUp')
    await expect.poll(now).toMatchObject({ rate: 210 })
    await mail.getByRole('checkbox', { name: /^A pace of its own/ }).press('Space')
    await expect.poll(now).toMatchObject({ every: 4 })
    await mail.getByRole('checkbox', { name: /^Muted/ }).press('Space')
    await expect.poll(now).toMatchObject({ muted: true })
    await mail.getByRole('checkbox', { name: /^Keep nothing/ }).press('Space')
    await expect.poll(now).toEqual(profile({ length: 'brief', first: 'text', rate: 210, every: 4, muted: true, keepNothing: true }))
    await mail.getByRole('radiogroup', { name: 'Length of answers' }).getByRole('radio', { name: 'As in general' }).press('Space')
    await expect.poll(now).toMatchObject({ length: null })
    const name = mail.getByRole('textbox', { name: 'Name' })
    await name.fill('Letters')
    await name.press('Tab')
    await expect.poll(now).toMatchObject({ name: 'Letters' })
  })

  test('of several the one in use is shown first and named so; another is chosen by arrow', async () => {
    const web = profile({ id: 'web', name: 'Web', appClass: 'web', exe: null })
    const { group } = await open([profile(), web], { profile: { id: 'web', name: 'Web' } })
    await group.getByRole('group', { name: 'Web', exact: true }).waitFor()
    await group.getByRole('radio', { name: 'Web, in use now', checked: true }).press('ArrowUp')
    await group.getByRole('group', { name: 'Mail', exact: true }).waitFor()
  })

  test('go with a button, and the focus stays', async () => {
    const { page, group, last } = await open([profile()])
    await group.getByRole('button', { name: 'Remove this profile' }).press('Enter')
    await expect.poll(last).toEqual({ profiles: [] })
    await group.getByText('There is no profile yet.').waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Add a profile for the program in front')
  })
})
