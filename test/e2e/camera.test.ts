import { readdirSync, readlinkSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cardAnswer, sample } from '../cli/e2e/support/run-cli'
import { until } from '../support/desktop-session/until'
import { ask, contentWords } from './support/ask'
import { descendants } from './support/app'
import { cameraThatSees } from './support/camera'
import { direct, LAYER } from './support/keys'
import { inAWorld } from './support/world'

const PHOTOGRAPH = 'chelsea.png'
const CARD = contentWords(cardAnswer(PHOTOGRAPH, 'Describe this image.'))

/** Whether a process has a file open. */
function holds(pid: number, file: RegExp): boolean {
  try {
    const open = readdirSync(`/proc/${pid}/fd`)
    return open.some((fd) => file.test(readlinkSync(`/proc/${pid}/fd/${fd}`)))
  } catch {
    return false
  }
}

inAWorld(
  'looking through the camera',
  { needs: ['ffmpeg'], before: async (session) => ({ chromium: await cameraThatSees(session, sample(PHOTOGRAPH)) }) },
  (world) => {
    const cameraIsOpen = (): boolean => descendants(world.app.child.pid ?? 0).some((pid) => holds(pid, /camera\.y4m$/))

    test.each([
      ['the direct key', [direct('C')]],
      ['the layer key and C', [LAYER, 'c']],
    ])('%s names what the model sees in the photograph', async (_, keys) => {
      expect(CARD.length).toBeGreaterThan(0)
      const text = await ask(world, keys, new RegExp(CARD.join('|'), 'i'))
      expect(contentWords(text)).toEqual(expect.arrayContaining(CARD))
      // What the menu says of itself, where no reader does, is not about the picture.
      expect(text).toContain('It looks like')
      expect(text.slice(text.indexOf('It looks like'))).not.toMatch(/screen|window/i)
    })

    test('the camera is let go after the look', async () => {
      await ask(world, [direct('C')], /./)
      await until('the camera to be free', () => !cameraIsOpen())
    })
  },
)

inAWorld('without a camera', {}, (world) => {
  test('says that there is none and what to do', async () => {
    expect(await ask(world, [direct('C')], 'camera')).toBe('There is no camera. Connect one, then try again.')
  })
})
