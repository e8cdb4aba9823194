import { expect, test } from 'vitest'
import { HOME_VIEWS } from '../../src/shared/ipc-schema'
import { ANSWER, MODELS, stateOf } from '../support/renderer/states'
import { describePages } from '../support/renderer/suite'

describePages('the built pages', (pages) => {
  test('live under the policy of the app’s scheme: every view, with a list open and a picture shown', async () => {
    const { page, push, change, complaints } = await pages().open('home', stateOf({}, { firstRunDone: true }))
    await page.evaluate((models) => window.fake.answer('models:list', models), MODELS)
    await change({ answer: { ...ANSWER, picture: true } })
    for (const view of HOME_VIEWS) {
      await push('home:view', { view, focus: 'heading' })
      await page.waitForFunction(() => document.activeElement?.matches('h1, textarea, input'))
      const list = page.getByRole('button', { expanded: false }).first()
      if ((await list.count()) > 0) {
        await list.click()
        await page.keyboard.press('Escape')
      }
    }
    expect(await complaints()).toEqual([])
  })

  test.each(['menu', 'caption'] as const)('the %s lives under it, too', async (name) => {
    const { complaints, change } = await pages().open(name, stateOf({ answer: ANSWER }, {}))
    await change({ activity: { command: 'again', sentence: 'Again.' } })
    expect(await complaints()).toEqual([])
  })
})
