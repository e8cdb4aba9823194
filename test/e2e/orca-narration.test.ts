import { afterEach, expect, test } from 'vitest'
import { cardAnswer, sample } from '../cli/e2e/support/run-cli'
import { until } from '../support/desktop-session/until'
import { contentWords, times } from './support/ask'
import { cameraWithFilm } from './support/camera'
import { direct } from './support/keys'
import { inAWorldWithOrca } from './support/orca'

const LOOKS = 'It looks like'
const CAT = contentWords(cardAnswer('chelsea.png', 'Describe this image.'))
const ONCE = [1, 1] as const

inAWorldWithOrca(
  'narration and questions with the real Orca',
  {
    needs: ['ffmpeg'],
    app: async (session) => ({
      settings: { narration: { every: 4, warned: true } },
      chromium: await cameraWithFilm(session, [
        { photograph: sample('chelsea.png'), seconds: 7 },
        { photograph: sample('astronaut.png'), seconds: 7 },
      ]),
    }),
  },
  (world, orca) => {
    const isOn = async (): Promise<boolean> => (await world.app.state()).narrating !== null
    afterEach(async () => {
      if (await isOn()) await world.screen.press(direct('Q'))
      await until('narration to be off', async () => !(await isOn()))
    })

    test('while narration runs, each new thing is spoken exactly once, and an answer comes first', async () => {
      const page = await orca.shown('pocket', 'Recipe box')
      await world.screen.press(direct('N'))
      await until('narration to be on', isOn)
      // Both photographs have been before the camera.
      await until('two things to be told', () => times(orca.said(), LOOKS) === 2)
      const sentences = orca.orca().spoken().filter((text) => text.startsWith(LOOKS)).slice(-2)
      expect(sentences.filter((text) => CAT.some((word) => text.toLowerCase().includes(word)))).toHaveLength(1)
      await world.screen.press(direct('D'))
      await orca.waitFor('Pumpkin soup')
      const counts = await orca.counts(...sentences, 'Pumpkin soup')
      expect(counts).toEqual(Object.fromEntries([...sentences, 'Pumpkin soup'].map((text) => [text, ONCE])))
      await page.close()
    })

    test('while keys are typed, Orca says the keys and narration nothing', async () => {
      const page = await orca.shown('letter', 'Letter')
      await page.locator('textarea').focus()
      await orca.quiet()
      await world.screen.press(direct('N'))
      await until('narration to be on', isOn)
      await world.screen.type('anna and berta and carla and dora and emil and fritz')
      expect(orca.said()).not.toContain(LOOKS)
      expect(await page.locator('textarea').inputValue()).toContain('emil and fritz')
      await orca.waitFor(LOOKS)
      expect(times(orca.said(), LOOKS)).toBeLessThanOrEqual(2)
      await page.close()
    })

    test('a question is asked, the answer is spoken exactly once, and the focus is back', async () => {
      const page = await orca.shown('minutes', 'Minutes')
      await world.screen.press(direct('A'))
      await world.screen.waitForFocus(/^Ask a question/)
      await orca.waitFor('Your question')
      await world.screen.type('Read the second line')
      await world.screen.press('Return')
      await orca.waitFor(/Line 2 of/)
      await world.screen.waitForFocus('Minutes')
      expect(await orca.counts('Line 2 of')).toEqual({ 'Line 2 of': ONCE })
      await page.close()
    })

    test('a question that is given up with Escape asks nothing, and the focus is back where it was', async () => {
      const page = await orca.shown('minutes', 'Minutes')
      await world.screen.press(direct('A'))
      await world.screen.waitForFocus(/^Ask a question/)
      await orca.waitFor('Your question')
      await world.screen.type('never')
      await orca.quiet()
      await world.screen.press('Escape')
      await world.screen.waitForFocus('Minutes')
      await orca.quiet()
      expect((await world.app.state()).activity.command).toBeNull()
      expect((await world.speech.settled()).filter(({ text }) => /It says|It looks like|can't tell/.test(text))).toEqual([])
      await page.close()
    })
  },
)
