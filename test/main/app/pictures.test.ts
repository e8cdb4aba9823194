import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TakenPicture } from '../../../src/main/app/answering'
import { PictureOrigins } from '../../../src/main/app/picture-origins'
import type { Source } from '../../../src/main/app/descry'
import { failure, type Result } from '../../../src/shared/codes'
import { createMessages } from '../../../src/shared/messages'
import { aScreen, aWindow, display, rect, stacked } from '../../support/app/a-screen'
import { corners, frameOf } from '../../support/app/frame'
import { turn } from '../../support/app/scripted-narrator'

const { signal } = new AbortController()
const messages = createMessages('en')
const TWO = [display(1, rect(0, 0, 1920, 1080)), display(2, rect(1920, 0, 1280, 1024))]

function got(took: Result<{ taken: TakenPicture }>): TakenPicture {
  if (!took.ok) throw new Error(took.code)
  return took.taken
}
/** The first and the last pixel of a picture as places on the desktop. */
function places({ picture }: TakenPicture) {
  if (picture.kind !== 'frame') throw new Error('no frame')
  return corners(picture)
}
const said = ({ opening }: TakenPicture) => opening.map(({ text }) => text)

describe('the screen', () => {
  test('is the whole display, said with the program in front', async () => {
    const { pictures, wishes } = aScreen()
    const taken = got(await pictures.take('screen', signal))
    expect(places(taken)).toEqual([0, 0, 1919, 1079])
    expect(wishes[0]?.display.id).toBe(1)
    expect(said(taken)).toEqual(['In front: Mail.'])
    expect(taken).toMatchObject({ about: 'The screen', front: 7, takenAt: 5000 })
  })

  test('of several displays is the one with the front window, and that is said first', async () => {
    const { pictures } = aScreen({ displays: TWO, front: { ok: true, window: aWindow(rect(2000, 50, 600, 600)) } })
    const taken = got(await pictures.take('screen', signal))
    expect(places(taken)).toEqual([1920, 0, 3199, 1023])
    expect(said(taken)).toEqual(['Display 2 of 2.', 'In front: Mail.'])
  })

  test('with no window in front is the display with the pointer, and no name is made up', async () => {
    const { pictures } = aScreen({ displays: TWO, front: failure('no-front-window'), pointer: { x: 2500, y: 30 } })
    const taken = got(await pictures.take('screen', signal))
    expect(places(taken)).toEqual([1920, 0, 3199, 1023])
    expect(said(taken)).toEqual(['Display 2 of 2.'])
    expect(taken.front).toBeNull()
  })

  test('a window that lies outside of every display leaves it to the pointer', async () => {
    const { pictures } = aScreen({ displays: TWO, front: { ok: true, window: aWindow(rect(9000, 0, 10, 10)) }, pointer: { x: 2500, y: 30 } })
    expect(places(got(await pictures.take('screen', signal)))[0]).toBe(1920)
  })

  test('comes with the windows of other programs that reach into it, as they were then', async () => {
    const windows = [stacked(90, rect(0, 0, 50, 50), true), stacked(8, rect(1900, 0, 400, 400), false), { ...stacked(5, rect(0, 0, 10, 10), false), title: '' }, stacked(9, rect(2000, 0, 400, 400), false)]
    const { pictures, scene } = aScreen({ displays: TWO, stacking: { ok: true, windows } })
    const taken = got(await pictures.take('screen', signal))
    expect(taken.place).toEqual({ display: 1, area: rect(0, 0, 1920, 1080), windows: [{ id: 8, name: 'Window 8', bounds: rect(1900, 0, 400, 400) }] })
    scene.stacking = { ok: true, windows: [] }
    expect(got(await pictures.part(taken, 'screen', signal)).place).toEqual(taken.place)
    expect(got(await pictures.part(taken, 'window', signal)).place?.area).toEqual(rect(100, 100, 800, 600))
  })

  test('asks the desktop once which windows there are, and tells of none where that does not tell', async () => {
    const { pictures, asked } = aScreen({ stacking: failure('desktop-unsupported') })
    expect(got(await new PictureOrigins(pictures).take('screen', signal)).place?.windows).toBeNull()
    expect(asked()).toBe(1)
  })

  test('is taken in device pixels of a scaled display', async () => {
    const { pictures, wishes } = aScreen({ displays: [display(1, rect(0, 0, 1280, 720), 1.5)] })
    expect(places(got(await pictures.take('screen', signal)))).toEqual([0, 0, 1919, 1079])
    expect(wishes[0]?.desktop).toEqual(rect(0, 0, 1920, 1080))
  })

  test('while there is no display is a failure and no crash', async () => {
    const { pictures } = aScreen({ displays: [] })
    expect(await pictures.take('screen', signal)).toMatchObject({ ok: false, code: 'screen-lost' })
  })

  test('that cannot be captured is the failure of the capture', async () => {
    const { pictures } = aScreen({ screenFails: 'screen-lost' })
    expect(await pictures.take('screen', signal)).toEqual(failure('screen-lost'))
  })

  test('knows what is said of it where it is all black, by the reader that runs', async () => {
    const { pictures } = aScreen({ reader: 'nvda' })
    const { black } = got(await pictures.take('screen', signal))
    expect(black?.map(({ text }) => text)).toContain(messages.say('app.curtain.nvda'))
  })
})

describe('the display that the screen is', () => {
  /** Electron names the main one first; from the left they are 3, 1, 2. */
  const THREE = [display(1, rect(0, 0, 1920, 1080)), display(2, rect(1920, 0, 1280, 1024)), display(3, rect(-800, 0, 800, 600))]
  const onTheRight: Partial<Parameters<typeof aScreen>[0]> = { displays: THREE, front: { ok: true, window: aWindow(rect(2000, 50, 600, 600)) }, pointer: { x: -400, y: 300 } }

  test.each([
    ['front', 2, 'Display 3 of 3.'],
    ['pointer', 3, 'Display 1 of 3.'],
    ['main', 1, 'Display 2 of 3.'],
    [1, 3, 'Display 1 of 3.'],
    [2, 1, 'Display 2 of 3.'],
    [3, 2, 'Display 3 of 3.'],
  ] as const)('is by the setting %s the one with the id %i, also in the layer menu', async (monitor, id, place) => {
    const { pictures, wishes } = aScreen({ ...onTheRight, monitor })
    const taken = got(await pictures.take('screen', signal))
    expect(wishes.map((wish) => wish.display.id)).toEqual([id])
    expect(said(taken)).toEqual([place, 'In front: Mail.'])
    expect(got(await pictures.part(taken, 'screen', signal))).toBe(taken)
  })

  test('does not move the window and the pointer, which are where they are', async () => {
    const { pictures, wishes } = aScreen({ ...onTheRight, monitor: 'main' })
    expect(places(got(await pictures.take('window', signal)))).toEqual([2000, 50, 2599, 649])
    await pictures.take('pointer', signal)
    expect(wishes.map((wish) => wish.display.id)).toEqual([2, 3])
  })

  test('leaves the layer menu’s other commands their own place, of which little is in its picture', async () => {
    const window = aWindow(rect(1900, 50, 600, 600))
    const { pictures, wishes } = aScreen({ ...onTheRight, front: { ok: true, window }, monitor: 'main' })
    const layer = got(await pictures.take('screen', signal))
    expect(places(got(await pictures.part(layer, 'window', signal)))).toEqual([1900, 50, 2499, 649])
    expect(wishes).toHaveLength(2)
  })

  test('that is not connected is the front one, and that is said once until it is back', async () => {
    const { pictures, scene, wishes } = aScreen({ ...onTheRight, monitor: 4 })
    const first = got(await pictures.take('screen', signal))
    expect(wishes[0]?.display.id).toBe(2)
    expect(said(first)).toEqual(['Display 4 is not connected.', 'Display 3 of 3.', 'In front: Mail.'])
    expect(said(got(await pictures.take('screen', signal)))).toEqual(['Display 3 of 3.', 'In front: Mail.'])
    scene.monitor = 3
    await pictures.take('screen', signal)
    scene.displays = THREE.slice(0, 2)
    expect(said(got(await pictures.take('screen', signal)))[0]).toBe('Display 3 is not connected.')
  })

  test('and the window in front go unsaid where places are not wanted', async () => {
    const { pictures } = aScreen({ ...onTheRight, monitor: 4, tellsPlaces: false })
    expect(said(got(await pictures.take('screen', signal)))).toEqual([])
    const window = got(await pictures.take('window', signal))
    expect(said(window)).toEqual([])
    expect(window.about).toBe('The window of Mail')
  })
})

describe('the window', () => {
  test('is the front window alone, and begins with its name', async () => {
    const { pictures } = aScreen()
    const taken = got(await pictures.take('window', signal))
    expect(places(taken)).toEqual([100, 100, 899, 699])
    expect(said(taken)).toEqual(['Mail.'])
    expect(taken.about).toBe('The window of Mail')
  })

  test('is cut where it hangs over the edge of the desktop', async () => {
    const { pictures } = aScreen({ front: { ok: true, window: aWindow(rect(-50, 900, 300, 400)) } })
    expect(places(got(await pictures.take('window', signal)))).toEqual([0, 900, 249, 1079])
  })

  test('across two displays is whole', async () => {
    const { pictures, wishes } = aScreen({ displays: TWO, front: { ok: true, window: aWindow(rect(1800, 100, 600, 500)) } })
    expect(places(got(await pictures.take('window', signal)))).toEqual([1800, 100, 2399, 599])
    expect(wishes[0]?.display.id).toBe(2)
  })

  test.each([
    ['there is none', failure('no-front-window')],
    ['the desktop does not tell', failure('desktop-unsupported', 'Wayland')],
  ])('where %s is that failure, and no picture is taken', async (_name, front) => {
    const { pictures, log } = aScreen({ front })
    expect(await pictures.take('window', signal)).toEqual(front)
    expect(log).toEqual([])
  })

  test('outside of every display is none', async () => {
    const { pictures } = aScreen({ front: { ok: true, window: aWindow(rect(5000, 0, 100, 100)) } })
    expect(await pictures.take('window', signal)).toMatchObject({ ok: false, code: 'no-front-window' })
  })

  test('of a system that counts in points is reckoned in pixels, and so is what is painted over', async () => {
    const { pictures, wishes } = aScreen({
      unit: 'points',
      displays: [display(1, rect(0, 0, 1440, 900), 2)],
      stacking: { ok: true, windows: [stacked(90, rect(700, 800, 100, 50), true)] },
    })
    expect(places(got(await pictures.take('window', signal)))).toEqual([200, 200, 1799, 1399])
    await pictures.take('screen', signal)
    expect(wishes[1]?.masks).toEqual([rect(1400, 1600, 200, 100)])
  })
})

describe('under the pointer', () => {
  test('is the area around it', async () => {
    const { pictures } = aScreen({ pointer: { x: 500, y: 400 } })
    expect(places(got(await pictures.take('pointer', signal)))).toEqual([260, 240, 739, 559])
  })

  test.each([
    ['the upper left corner', { x: 0, y: 0 }, [0, 0]],
    ['the lower right corner', { x: 1919, y: 1079 }, [1919 - 479, 1079 - 319]],
  ])('at %s stays on the display', async (_name, pointer, [x, y]) => {
    const { pictures } = aScreen({ pointer, front: failure('no-front-window') })
    expect(places(got(await pictures.take('pointer', signal)))).toEqual([x, y, (x ?? 0) + 479, (y ?? 0) + 319])
  })

  test('is taken where the pointer is, though the front window is on another display', async () => {
    const { pictures, wishes } = aScreen({ displays: TWO, pointer: { x: 2500, y: 500 } })
    expect(places(got(await pictures.take('pointer', signal)))).toEqual([2260, 340, 2739, 659])
    expect(wishes[0]?.display.id).toBe(2)
  })

  test('is told from nothing where the system does not tell where the pointer is', async () => {
    const { pictures, log } = aScreen({ pointer: null })
    expect(await pictures.take('pointer', signal)).toMatchObject({ ok: false, code: 'desktop-unsupported' })
    expect(log).toEqual([])
    expect((await pictures.take('screen', signal)).ok).toBe(true)
  })
})

describe("Descry's own windows", () => {
  test('are painted over where they can be seen, and stay on the screen', async () => {
    const windows = [stacked(8, rect(0, 0, 200, 100), false), stacked(90, rect(100, 0, 300, 100), true)]
    const { pictures, wishes, log } = aScreen({ stacking: { ok: true, windows } })
    await pictures.take('screen', signal)
    expect(wishes[0]?.masks).toEqual([rect(200, 0, 200, 100)])
    expect(log).toEqual(['take'])
  })

  test.each([null, 'screen-lost' as const])('that cover most of it are hidden meanwhile and shown again, also when it fails (%s)', async (screenFails) => {
    const windows = [stacked(90, rect(0, 0, 700, 700), true)]
    const { pictures, wishes, log } = aScreen({ screenFails, stacking: { ok: true, windows } })
    const took = await pictures.take('window', signal)
    expect(took.ok).toBe(screenFails === null)
    expect(log).toEqual(['hide', 'take', 'show'])
    expect(wishes[0]?.masks).toEqual([])
  })

  test('that cover most of the window but little of the screen stay for the screen', async () => {
    const windows = [stacked(90, rect(100, 100, 700, 600), true)]
    const { pictures, log } = aScreen({ stacking: { ok: true, windows } })
    await pictures.take('screen', signal)
    expect(log).toEqual(['take'])
  })

  test('are hidden where the desktop does not tell what is where', async () => {
    const { pictures, log } = aScreen({ stacking: failure('desktop-unsupported') })
    await pictures.take('screen', signal)
    expect(log).toEqual(['hide', 'take', 'show'])
  })

  test('that are hidden for an earlier picture are so for this one, too, whoever is done first', async () => {
    const held = Promise.withResolvers<undefined>()
    const windows = [stacked(90, rect(0, 0, 1900, 1000), true)]
    const { pictures, scene, log } = aScreen({ stacking: { ok: true, windows }, holds: held.promise })
    const earlier = pictures.take('screen', signal)
    await turn()
    // While hidden they are not stacked.
    scene.stacking = { ok: true, windows: [] }
    const later = pictures.take('screen', signal)
    await turn()
    expect(log).toEqual(['hide', 'take', 'hide', 'take'])
    held.resolve(undefined)
    await Promise.all([earlier, later])
    expect(log.filter((entry) => entry === 'show')).toHaveLength(2)
  })

  test('never are in a picture, wherever windows stand', async () => {
    const anywhere = fc.record({ x: fc.integer({ min: -200, max: 1900 }), y: fc.integer({ min: -200, max: 1000 }), width: fc.integer({ min: 1, max: 900 }), height: fc.integer({ min: 1, max: 700 }) })
    const window = fc.record({ id: fc.nat(), bounds: anywhere, own: fc.boolean() }).map(({ id, bounds, own }) => stacked(id, bounds, own))
    await fc.assert(
      fc.asyncProperty(fc.array(window, { maxLength: 5 }), fc.constantFrom<Source>('screen', 'window', 'pointer'), fc.nat(1919), fc.nat(1079), async (windows, source, x, y) => {
        const { pictures, wishes, log } = aScreen({ stacking: { ok: true, windows } })
        await pictures.take(source, signal)
        const shown = windows.find(({ bounds: b }) => x >= b.x && x < b.x + b.width && y >= b.y && y < b.y + b.height)
        if (!shown?.own || log.includes('hide')) return
        const masks = wishes[0]?.masks ?? []
        expect(masks.some((m) => x >= m.x && x < m.x + m.width && y >= m.y && y < m.y + m.height)).toBe(true)
      }),
    )
  })
})

describe('for the layer menu', () => {
  const layerOf = async (screen: ReturnType<typeof aScreen>) => got(await screen.pictures.take('screen', signal))

  test.each<[Source, [number, number, number, number], string[]]>([
    ['screen', [0, 0, 1919, 1079], ['In front: Mail.']],
    ['window', [100, 100, 899, 699], ['Mail.']],
    ['pointer', [160, 140, 639, 459], []],
  ])('%s is that part of the picture that was taken then, and nothing is taken anew', async (source, corner, opening) => {
    const screen = aScreen()
    const layer = await layerOf(screen)
    // The menu took the focus meanwhile, and the pointer moved.
    Object.assign(screen.scene, { front: failure('no-front-window'), pointer: { x: 0, y: 0 } })
    const part = got(await screen.pictures.part(layer, source, signal))
    expect(places(part)).toEqual(corner)
    expect(said(part)).toEqual(opening)
    expect(part).toMatchObject({ front: 7, takenAt: 5000 })
    expect(screen.wishes).toHaveLength(1)
  })

  test('on a second display parts are counted from its corner', async () => {
    const screen = aScreen({ displays: TWO, front: { ok: true, window: aWindow(rect(2000, 50, 600, 600)) }, pointer: { x: 2300, y: 350 } })
    const layer = await layerOf(screen)
    expect(places(got(await screen.pictures.part(layer, 'window', signal)))).toEqual([2000, 50, 2599, 649])
    expect(places(got(await screen.pictures.part(layer, 'pointer', signal)))).toEqual([2060, 190, 2539, 509])
  })

  test('a pointer on another display than the front window has its own picture taken', async () => {
    const screen = aScreen({ displays: TWO, pointer: { x: 2500, y: 500 } })
    const layer = await layerOf(screen)
    const part = got(await screen.pictures.part(layer, 'pointer', signal))
    expect(places(part)).toEqual([2260, 340, 2739, 659])
    expect(screen.wishes.map((wish) => wish.display.id)).toEqual([1, 2])
    expect(screen.signals.at(-1)).toBe(signal)
  })

  test('parts of a frame that is smaller than the screen are the same parts', async () => {
    const screen = aScreen()
    const layer = await layerOf(screen)
    const half = { ...layer, picture: frameOf(rect(0, 0, 960, 540)) }
    expect(places(got(await screen.pictures.part(half, 'window', signal)))).toEqual([50, 50, 449, 349])
  })

  test('a window that was not there then is none now', async () => {
    const screen = aScreen({ front: failure('no-front-window') })
    const layer = await layerOf(screen)
    screen.scene.front = { ok: true, window: aWindow(rect(0, 0, 500, 500)) }
    expect(await screen.pictures.part(layer, 'window', signal)).toEqual(failure('no-front-window'))
  })
})

describe('the camera and the clipboard', () => {
  const picture = frameOf(rect(0, 0, 4, 4))

  test('give a picture that does not grow old and has no window', async () => {
    const { pictures, signals } = aScreen({ looked: { ok: true, picture }, clipboard: { ok: true, bytes: new Uint8Array([1]) } })
    const camera = got(await pictures.take('camera', signal))
    expect(camera).toEqual({ picture, takenAt: 1000, about: 'The camera', opening: [], front: null })
    const clipboard = got(await pictures.take('clipboard', signal))
    expect(clipboard).toMatchObject({ picture: { kind: 'encoded', bytes: new Uint8Array([1]) }, about: 'The picture on the clipboard', front: null })
    expect(signals).toEqual([signal, signal])
  })

  test('give their own failures', async () => {
    const { pictures } = aScreen()
    expect(await pictures.take('camera', signal)).toEqual(failure('camera-none'))
    expect(await pictures.take('clipboard', signal)).toEqual(failure('clipboard-empty'))
  })
})
