import { readdirSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import { cardAnswer, sample } from '../cli/e2e/support/run-cli'
import type { DesktopSession } from '../support/desktop-session/session'
import { startSystemBus, type SystemBus } from '../support/desktop-session/logind'
import { until } from '../support/desktop-session/until'
import { signalCapture } from '../support/stage/capture-process'
import { descendants } from './support/app'
import { ask, contentWords, pageFile } from './support/ask'
import { cameraWithFilm } from './support/camera'
import { direct } from './support/keys'
import { inAWorld, type World } from './support/world'

const CAT = new RegExp(contentWords(cardAnswer('chelsea.png', 'Describe this image.')).join('|'), 'i')
/** How the model's words begin, and nothing else that narration says. */
const LOOKS = 'It looks like'
const WARNING = 'Not for traffic, stairs or medicine.'
const isLong = process.env['DESCRY_LONG'] === '1'
/** As quick as narration can be set: what is said twice is said the sooner. */
const QUICK = { narration: { every: 2, warned: false } }
/** Milliseconds without a word after which nothing more comes: some times that pace. */
const LONG = isLong ? 60_000 : 7000

/** Whether the app's Chromium has the film open. */
const cameraIsOpen = (world: World): boolean =>
  descendants(world.app.child.pid ?? 0).some((pid) => {
    try {
      return readdirSync(`/proc/${pid}/fd`).some((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`).endsWith('camera.mjpeg'))
    } catch {
      return false
    }
  })
const signalCamera = (world: World, signal: NodeJS.Signals): number => signalCapture(world.app.child.pid ?? 0, signal)
const GONE = 'The camera is gone. Narration goes on when it is back.'
const BACK = 'The camera is back.'
const isOn = async (world: World): Promise<boolean> => (await world.app.state()).narrating !== null
const texts = (messages: readonly { text: string }[]): string[] => messages.map(({ text }) => text)

/** Ends narration where a test that failed has left it on. */
async function off(world: World): Promise<void> {
  if (await isOn(world)) await world.screen.press(direct('Q'))
  await until('narration to be off', async () => !(await isOn(world)))
}
async function begin(world: World): Promise<void> {
  await world.speech.forget()
  await world.screen.press(direct('N'))
  await world.speech.waitFor('Narration on.')
  await until('narration to be on', () => isOn(world))
}
/** All that is said in so many seconds. */
async function watched(world: World, seconds: number) {
  const end = Date.now() + seconds * 1000
  await until('so many seconds to be over', () => Date.now() > end, { timeout: (seconds + 10) * 1000 })
  return world.speech.spoken()
}
/** What was said of what the camera sees, from the first word of it to silence. */
async function narrated(world: World, quiet = LONG): Promise<string[]> {
  await world.speech.waitFor(LOOKS)
  return texts(await world.speech.settled(quiet)).filter((text) => text.startsWith(LOOKS))
}

inAWorld(
  'narrating a film with a cut',
  {
    needs: ['ffmpeg'],
    before: async (session) => ({
      chromium: await cameraWithFilm(session, [
        { photograph: sample('chelsea.png'), seconds: 6 },
        { photograph: sample('astronaut.png'), seconds: 6 },
      ]),
    }),
  },
  (world) => {
    afterEach(() => off(world))

    test('begins with what it is not for, says each photograph once, and ends by the same key', async () => {
      await begin(world)
      await world.speech.waitFor(WARNING)
      await world.speech.waitFor(CAT)
      // Both have come back by then.
      const said = await narrated(world, 13_000)
      expect(said.filter((text) => CAT.test(text))).toHaveLength(1)
      expect(said).toHaveLength(2)
      expect(cameraIsOpen(world)).toBe(true)
      await world.screen.press(direct('N'))
      await world.speech.waitFor('Narration off.')
      await until('the camera to be free', () => !cameraIsOpen(world))
      expect(await isOn(world)).toBe(false)
    })
    test('the warning is not said a second time', async () => {
      await begin(world)
      await world.speech.waitFor(LOOKS)
      expect(await world.speech.text()).not.toContain(WARNING)
    })
  },
)

let systemBus: SystemBus
inAWorld(
  'narrating one view',
  {
    needs: ['ffmpeg'],
    before: async (session) => {
      systemBus = await startSystemBus(session)
      const chromium = await cameraWithFilm(session, [{ photograph: sample('chelsea.png'), seconds: 4 }], 4)
      return { chromium, settings: QUICK, env: { DBUS_SYSTEM_BUS_ADDRESS: systemBus.address } }
    },
  },
  (world) => {
    afterEach(() => off(world))

    test('one sentence, then silence', async () => {
      await begin(world)
      await world.speech.waitFor(LOOKS)
      const all = await watched(world, LONG / 1000)
      expect(texts(all).filter((text) => text.startsWith(LOOKS))).toHaveLength(1)
    }, 60_000 + LONG)
    test('typing holds it', async () => {
      await world.speech.forget()
      await world.screen.press(direct('N'))
      await world.speech.waitFor('Narration on.')
      // Faster than the two seconds without a key that narration waits for.
      for (let second = 0; second < 5; second++) {
        await world.screen.press('shift')
        expect(texts(await world.speech.settled(700)).filter((text) => text.startsWith(LOOKS))).toEqual([])
      }
      expect(await narrated(world, 4000)).toHaveLength(1)
    })
    test('a question comes first, and narration goes on after it', async () => {
      const page = await world.pages.show(pageFile('pocket'))
      await begin(world)
      await ask(world, [direct('D')], 'Pumpkin soup')
      expect(await isOn(world)).toBe(true)
      await world.speech.waitFor(CAT)
      await page.close()
    })
    test('stop ends it and lets the camera go', async () => {
      await begin(world)
      await world.speech.waitFor(LOOKS)
      await world.screen.press(direct('Q'))
      await until('the camera to be free', () => !cameraIsOpen(world))
      expect(await isOn(world)).toBe(false)
      expect(texts(await world.speech.settled(3000)).at(-1)).toContain(LOOKS)
    })
    test('a locked screen ends it and lets the camera go', async () => {
      await begin(world)
      const locked = ['--session', '--type=signal', '/org/gnome/ScreenSaver', 'org.gnome.ScreenSaver.ActiveChanged', 'boolean:true']
      await world.session.output('dbus-send', locked)
      await until('the camera to be free', () => !cameraIsOpen(world))
      expect(await isOn(world)).toBe(false)
    })
    test('a machine that goes to sleep ends it, and the camera is let go; awake, it begins by the key again', async () => {
      await begin(world)
      await world.speech.waitFor(LOOKS)
      expect(cameraIsOpen(world)).toBe(true)
      await systemBus.tellSleep('begins')
      await until('the camera to be free', () => !cameraIsOpen(world))
      expect(await isOn(world)).toBe(false)
      await systemBus.tellSleep('is over')
      expect(texts(await world.speech.settled(3000)).at(-1)).toContain(LOOKS)
      await begin(world)
      await world.speech.waitFor(LOOKS)
    })
    test('a camera that goes away is said to be gone and back, once each, and narration goes on', async () => {
      await begin(world)
      await world.speech.waitFor(LOOKS)
      expect(signalCamera(world, 'SIGKILL')).toBe(1)
      await world.speech.waitFor(GONE)
      await world.speech.waitFor(BACK)
      await until('the camera to be open again', () => cameraIsOpen(world))
      const said = texts(await world.speech.settled(LONG / 2))
      expect([GONE, BACK].map((words) => said.filter((text) => text.includes(words)).length)).toEqual([1, 1])
      expect(await isOn(world)).toBe(true)
    })
    test('a camera that sends nothing any more is gone, too, until it sends again', async () => {
      await begin(world)
      await world.speech.waitFor(LOOKS)
      onTestFinished(() => void signalCamera(world, 'SIGCONT'))
      expect(signalCamera(world, 'SIGSTOP')).toBe(1)
      await world.speech.waitFor(GONE)
      expect(texts(await world.speech.settled(3000)).at(-1)).toContain(GONE)
      signalCamera(world, 'SIGCONT')
      await world.speech.waitFor(BACK)
      const said = texts(await world.speech.settled(LONG / 2))
      expect([GONE, BACK].map((words) => said.filter((text) => text.includes(words)).length)).toEqual([1, 1])
    })
    test('"descry watch" begins it and ends it', async () => {
      const watch = () => world.session.run(world.session.node, [world.session.path('out/main/cli.js'), 'watch'])
      expect(await watch()).toMatchObject({ code: 0, stdout: 'Narration on.\n' })
      expect(await isOn(world)).toBe(true)
      expect(await watch()).toMatchObject({ code: 0, stdout: 'Narration off.\n' })
      expect([await isOn(world), cameraIsOpen(world)]).toEqual([false, false])
    })
    test('"status" says that the camera is on', async () => {
      await begin(world)
      expect(await ask(world, [direct('I')], /camera/)).toContain('The camera is on for narration.')
    })
  },
)

/** A sheet of paper with a line of text, which begins so many pixels from its left. */
async function sheet(session: DesktopSession, name: string, left: number): Promise<string> {
  const file = join(session.folder, `${name}.png`)
  const text = `<text x="${left}" y="230" font-size="38" font-weight="bold" font-family="sans-serif" fill="#1a1a1a">Platform seven</text>`
  await sharp(Buffer.from(`<svg width="448" height="448"><rect width="448" height="448" fill="#efece6"/>${text}</svg>`)).toFile(file)
  return file
}

inAWorld(
  'narrating a sign',
  {
    needs: ['ffmpeg'],
    before: async (session) => ({
      chromium: await cameraWithFilm(session, [
        { photograph: await sheet(session, 'cut', -60), seconds: 7 },
        { photograph: await sheet(session, 'whole', 70), seconds: 7 },
      ]),
    }),
  },
  (world) => {
    afterEach(() => off(world))

    test('that runs off the picture: how to move it, then what it says, each once', async () => {
      await begin(world)
      await world.speech.waitFor('Text runs off the left. Move it right.')
      await world.speech.waitFor('It says: Platform seven')
      const said = texts(await world.speech.settled(15_000)).join(' ')
      expect(said.match(/Move it right/g)).toHaveLength(1)
      expect(said.match(/It says/g)).toHaveLength(1)
    })
  },
)

inAWorld(
  'narrating what moves',
  {
    needs: ['ffmpeg'],
    cannot: isLong ? undefined : 'it takes minutes: npm run test:long',
    before: async (session) => ({
      chromium: await cameraWithFilm(
        session,
        [
          { photograph: sample('coffee.png'), seconds: 25, flicker: true },
          { photograph: sample('china.png'), seconds: 60, pan: true },
        ],
        3,
      ),
    }),
  },
  (world) => {
    afterEach(() => off(world))

    test('light that flickers is one view; a slow pan is said as it goes, at the pace and nothing twice', async () => {
      await begin(world)
      await world.speech.waitFor(LOOKS)
      const messages = await watched(world, 85)
      const said = messages.filter(({ text }) => text.startsWith(LOOKS))
      expect(new Set(texts(said)).size).toBe(said.length)
      const gaps = said.slice(1).map(({ t }, i) => t - said[i]!.t)
      expect(gaps.filter((gap) => gap < 3900)).toEqual([])
      // While it flickers, nothing but the first sentence.
      expect(said.filter(({ t }) => t - said[0]!.t < 12_000)).toHaveLength(1)
    }, 180_000)
  },
)

inAWorld(
  'narrating in the dark',
  {
    needs: ['ffmpeg'],
    before: async (session) => ({ chromium: await cameraWithFilm(session, [{ photograph: sample('chelsea.png'), seconds: 6 }, { seconds: 6 }]) }),
  },
  (world) => {
    afterEach(() => off(world))

    test('says once that it sees only black, and that it sees again; nothing is invented meanwhile', async () => {
      await begin(world)
      await world.speech.waitFor('The camera sees only black')
      await world.speech.waitFor('The camera sees again.')
      const said = texts(await world.speech.spoken())
      expect(said.filter((text) => text.startsWith(LOOKS))).toHaveLength(1)
      expect(said.filter((text) => text.includes('only black'))).toHaveLength(1)
    })
  },
)
