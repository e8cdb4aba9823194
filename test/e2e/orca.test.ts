import { expect, test } from 'vitest'
import { until } from '../support/desktop-session/until'
import { noOrca, startOrca, type Orca } from '../support/speech/orca-session'
import { pageFile, times } from './support/ask'
import { direct } from './support/keys'
import { inAWorld } from './support/world'

const HEADLINE = 'Harbour bridge opens after nine years'
let orca: Orca

inAWorld(
  'with the real Orca',
  {
    cannot: noOrca,
    before: async (session) => {
      orca = await startOrca(session)
      return {}
    },
  },
  (world) => {
    /** What Orca said after the first `from` messages. */
    const saidSince = (from: number): string => orca.spoken().slice(from).join(' ')

    test.each(['', ' again, of the same picture'])('an answer is spoken by Orca exactly once%s', async () => {
      const page = await world.pages.show(pageFile('article'))
      // Orca reads the window's own words when it opens; those do not count.
      await until('Orca to see the page', () => orca.spoken().some((text) => text.includes('Morning Post')))
      await orca.settled()
      await world.speech.settled()
      const before = orca.spoken().length
      await world.speech.forget()
      await world.screen.press(direct('D'))
      await until('Orca to say the answer', () => saidSince(before).includes('It says'))
      await orca.settled()
      const heard = (await world.speech.settled()).map((m) => m.text).join(' ')
      // Orca's own words, and all that reached the voice: Orca's is the only one.
      for (const said of [saidSince(before), heard]) {
        expect({ said, kind: times(said, 'web page'), headline: times(said, HEADLINE) }).toMatchObject({ kind: 1, headline: 1 })
      }
      expect(await world.screen.focused()).toBe('Morning Post')
      await page.close()
    })
  },
)
