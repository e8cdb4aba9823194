import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LiveRegionRoute } from '../../../src/main/speak/live-region/live-region'
import { createMessages } from '../../../src/shared/messages'
import { type Pages, startPages } from '../../support/renderer/browser'
import { stateOf } from '../../support/renderer/states'
import { until } from '../../support/desktop-session/until'
import { noOrca, startOrcaSession, type OrcaSession } from '../../support/speech/orca-session'
import { missing } from '../../support/speech/session'

const skipped = noOrca ?? missing('chromium')

describe.skipIf(skipped)(`the live region of the window, read by the real Orca ${skipped ?? ''}`, () => {
  let orca: OrcaSession
  let pages: Pages
  beforeAll(async () => {
    orca = await startOrcaSession()
    pages = await startPages({ headless: false, args: ['--force-renderer-accessibility'], env: orca.session.env })
  })
  afterAll(async () => {
    await pages.close()
    await orca.close()
  })

  test('gives each of several messages in a short time once, in their order, the same words twice, too', async () => {
    const { page, push } = await pages.open('home', stateOf())
    await page.bringToFront()
    const region = {
      isInFront: () => true,
      readerRuns: async () => true,
      announce: (words: { text: string; lang: string }) => void push('announce', words),
    }
    const route = new LiveRegionRoute(region, createMessages('en'))
    const texts = ['A dog lies on a sofa.', 'Behind it is a window.', 'It says: Open.', 'It says: Open.', 'That is all.']
    const more = (): string => orca.spoken().join('\n')
    await until('Orca to know the page', () => orca.spoken().includes('Finished loading Descry.'), { more })
    await orca.settled()
    for (const text of texts) await route.speak({ kind: 'answer', text, lang: 'en' })
    await until('Orca to say the last message', () => orca.spoken().includes('That is all.'), { more })
    await orca.settled()
    expect(orca.spoken().filter((text) => texts.includes(text))).toEqual(texts)
    await route.close()
  })
})
