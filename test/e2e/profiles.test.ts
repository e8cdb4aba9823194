import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS, type Settings } from '../../src/shared/settings'
import { until } from '../support/desktop-session/until'
import { ask, pageFile } from './support/ask'
import { direct } from './support/keys'
import { inAWorld } from './support/world'

const QUIET: Partial<Settings> = {
  voice: { ...DEFAULT_SETTINGS.voice, ownWindows: false },
  verbosity: { ...DEFAULT_SETTINGS.verbosity, progress: 'off' },
}

inAWorld('profiles of programs', { before: async () => ({ settings: QUIET }) }, (world) => {
  const settings = async () => (await world.app.state()).settings
  const profile = async () => (await world.app.state()).profile

  test('a profile is added for the program in front by keys, and follows it: the text first, and shorter', async () => {
    const shown = await world.pages.show(pageFile('pocket'), 'maximised')
    await world.screen.waitForFocus('Recipe box')
    const before = await ask(world, [direct('D')], 'It says:')
    expect(before).toContain('It looks like')

    await world.screen.press(direct('O'))
    await world.screen.waitForFocus('Descry')
    const home = await world.app.page('home')
    await world.screen.press('alt+2')
    await world.screen.waitForFocus('Settings – Descry')
    await home.getByRole('button', { name: 'Add a profile for the program in front' }).focus()
    await world.screen.press('Return')
    await until('the profile', async () => (await settings()).profiles.length === 1)
    const editor = home.getByRole('group', { name: (await settings()).profiles[0]?.name ?? '', exact: true })
    await editor.getByRole('radio', { name: 'The text', exact: true }).focus()
    await world.screen.press('space')
    await until('the text to come first', async () => (await settings()).profiles[0]?.first === 'text')
    expect(await profile()).toMatchObject({ id: (await settings()).profiles[0]?.id })
    await world.screen.press('alt+1', 'alt+F4')
    await world.screen.waitForFocus('Recipe box')

    const after = await ask(world, [direct('D')], 'It says:')
    expect(before.indexOf('It looks like')).toBeLessThan(before.indexOf('It says:'))
    expect(after.indexOf('It says:')).toBeLessThan(after.indexOf('It looks like'))
    await shown.close()
  })

  test('a muted program is answered on the caption bar and not by voice', async () => {
    const [mine] = (await settings()).profiles
    if (!mine) throw new Error('there is no profile')
    await world.restart({ settings: { ...QUIET, caption: { ...DEFAULT_SETTINGS.caption, mode: 'never' }, profiles: [{ ...mine, muted: true }] } })
    const shown = await world.pages.show(pageFile('pocket'), 'maximised')
    await world.screen.waitForFocus('Recipe box')
    await until('the profile to be in use', async () => (await profile()) !== null)
    await world.speech.forget()
    await world.screen.press(direct('D'))
    await until('the answer', async () => (await world.app.state()).answer?.complete === true)
    const { said, caption } = await world.app.state()
    expect([caption, said.map(({ text }) => text).join(' ')]).toEqual([true, expect.stringContaining('It says:')])
    expect((await world.speech.settled()).map(({ text }) => text)).toEqual([])
    await shown.close()
    await until('the caption bar to be gone with the program', async () => !(await world.app.state()).caption)
  })
})
