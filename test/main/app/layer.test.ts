import { describe, expect, test } from 'vitest'
import { Layer, usesLayerPicture } from '../../../src/main/app/layer'
import { failure, type Result } from '../../../src/shared/codes'
import { COMMAND_IDS } from '../../../src/shared/commands'
import { turn } from '../../support/app/scripted-narrator'

type Took = Result<{ taken: string }>

function setUp(active: number | null = 42) {
  const log: string[] = []
  const picture = Promise.withResolvers<Took>()
  let pictures = 0
  const layer = new Layer<string>({
    take: () => {
      log.push(`take ${++pictures}`)
      return picture.promise
    },
    showMenu: () => void log.push('show'),
    hideMenu: () => void log.push('hide'),
    active: async () => active,
    activate: async (id) => void log.push(`activate ${id}`),
    run: (command, taken) => void taken.then((took) => log.push(`${command} ${took.ok ? took.taken : took.code}`)),
  })
  const open = async () => {
    const pressed = layer.press()
    picture.resolve({ ok: true, taken: 'picture' })
    await pressed
  }
  return { layer, log, picture, open }
}

test('the picture is there before the menu is shown, so that the menu is not in it', async () => {
  const { layer, log, picture } = setUp()
  const pressed = layer.press()
  await turn()
  expect(log).toEqual(['take 1'])
  picture.resolve({ ok: true, taken: 'picture' })
  await pressed
  expect(log).toEqual(['take 1', 'show'])
  expect(layer.isOpen).toBe(true)
})

test('a key of the voice leaves the menu open, to be pressed again, and the focus where it is', async () => {
  const { layer, log, open } = setUp()
  await open()
  await layer.choose('faster')
  await layer.choose('faster')
  await turn()
  expect(log).toEqual(['take 1', 'show', 'faster picture', 'faster picture'])
  expect(layer.isOpen).toBe(true)
  await layer.choose('describe-screen')
  await turn()
  expect(log.slice(4)).toEqual(['hide', 'activate 42', 'describe-screen picture'])
})

test('the menu comes also where no picture can be had, and only who uses it hears why', async () => {
  const { layer, log, picture } = setUp()
  picture.resolve(failure('screen-denied'))
  await layer.press()
  expect(log).toEqual(['take 1', 'show'])
  await layer.choose('describe-screen')
  await turn()
  expect(log.at(-1)).toBe('describe-screen screen-denied')
})

test('a letter closes the menu, brings the focus back, and then runs with that picture', async () => {
  const { layer, log, open } = setUp()
  await open()
  await layer.choose('describe-window')
  await turn()
  expect(log).toEqual(['take 1', 'show', 'hide', 'activate 42', 'describe-window picture'])
  expect(layer.isOpen).toBe(false)
})

test('the command that opens Descry keeps the focus with it', async () => {
  const { layer, log, open } = setUp()
  await open()
  await layer.choose('open')
  await turn()
  expect(log).toEqual(['take 1', 'show', 'hide', 'open picture'])
})

describe('without a command the menu goes', () => {
  test('by Escape, and the focus returns to where it was', async () => {
    const { layer, log, open } = setUp()
    await open()
    await layer.close()
    expect(log.slice(2)).toEqual(['hide', 'activate 42'])
    expect(layer.isOpen).toBe(false)
  })

  test('by the layer key pressed once more, as by Escape', async () => {
    const { layer, log, open } = setUp()
    await open()
    await layer.press()
    expect(log.slice(1)).toEqual(['show', 'hide', 'activate 42'])
    expect(layer.isOpen).toBe(false)
  })

  test('when the user goes to another window, and the focus stays there', async () => {
    const { layer, log, open } = setUp()
    await open()
    await layer.left()
    expect(log.slice(2)).toEqual(['hide'])
  })

  test('without anything being activated where the desktop does not tell what was active', async () => {
    const { layer, log, open } = setUp(null)
    await open()
    await layer.close()
    expect(log.slice(2)).toEqual(['hide'])
  })
})

test('pressed once more while the picture is still taken, the menu never comes', async () => {
  const { layer, log, picture } = setUp()
  const first = layer.press()
  await layer.press()
  picture.resolve({ ok: true, taken: 'picture' })
  await first
  expect(log).toEqual(['take 1', 'hide'])
  expect(layer.isOpen).toBe(false)
})

test('what hides the menu may say so: a blur that the closing brings takes no focus and runs nothing twice', async () => {
  const { layer, log, open } = setUp()
  await open()
  const choosing = layer.choose('again')
  await layer.left()
  await choosing
  await turn()
  expect(log.filter((entry) => entry === 'hide')).toHaveLength(1)
  expect(log.filter((entry) => entry.startsWith('again'))).toHaveLength(1)
})

test('each time it is opened a new picture is taken', async () => {
  const { layer, log, open } = setUp()
  await open()
  await layer.close()
  await layer.press()
  expect(log.filter((entry) => entry.startsWith('take'))).toEqual(['take 1', 'take 2'])
})

test('the commands about the screen use its picture, and no others', () => {
  expect(COMMAND_IDS.filter(usesLayerPicture)).toEqual(['describe-screen', 'describe-window', 'describe-pointer', 'read-text', 'changed', 'ask', 'listen', 'sure'])
})
