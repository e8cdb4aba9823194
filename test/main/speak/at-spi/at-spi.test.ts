import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { answer as answerTo } from '../../../../src/main/speak/at-spi/answers'
import { AtSpiRoute } from '../../../../src/main/speak/at-spi/at-spi'
import { findReader, readersIn } from '../../../../src/main/speak/at-spi/reader'
import { labelOf, ROOT, Tree } from '../../../../src/main/speak/at-spi/tree'
import type { BusReply } from '../../../../src/main/speak/bus-connection'
import type { Message } from '../../../../src/main/speak/route'
import { SessionBus } from '../../../../src/main/speak/session-bus'
import { createMessages } from '../../../../src/shared/messages'
import { startFakeListener } from '../../../support/speech/fake-listener'
import { accessibilityBusMissing, startAccessibilityBus } from '../../../support/speech/orca-session'
import { missing, startBus, startSession, type Session } from '../../../support/speech/session'

const SILENT = { cancelSpeech: async () => undefined, now: Date.now }
const answer = (text: string, lang = 'en'): Message => ({ kind: 'answer', text, lang })

describe('who listens', () => {
  const SHOWING = 'Object:StateChanged:Showing'

  test('a reader that listens for announcements is given them, another a notification', () => {
    const events = [
      [':1.2', SHOWING],
      [':1.3', SHOWING],
      [':1.3', 'Object:Announcement:'],
      [':1.4', 'Object:StateChanged:Focused'],
      [':1.5', 'Object:StateChanged:'],
    ]
    expect(readersIn(events)).toEqual([
      { bus: ':1.2', way: 'notification' },
      { bus: ':1.3', way: 'announcement' },
      { bus: ':1.5', way: 'notification' },
    ])
  })

  test('whatever else a registry may answer, nobody listens', () => {
    for (const nonsense of [undefined, null, 5, 'Object:Announcement:', [5], [[]], [[':1.2']], [[':1.2', 5]]]) {
      expect(readersIn(nonsense)).toEqual([])
    }
  })

  test('only a process that is Orca is a reader: other programs listen, too', async () => {
    const reply = (...body: unknown[]): BusReply => ({ ok: true, body })
    const call = async ({ member, body = [] }: { member: string; body?: readonly unknown[] }) =>
      member === 'GetRegisteredEvents'
        ? reply([
            [':1.2', SHOWING],
            [':1.3', SHOWING],
          ])
        : reply(body[0] === ':1.3' ? 33 : 22)
    expect(await findReader(call, async (pid) => pid === '33')).toEqual({ bus: ':1.3', way: 'notification' })
    expect(await findReader(call, async () => false)).toBeUndefined()
  })
})

describe('what a reader is told', () => {
  const tree = new Tree('Descry')
  const message = tree.show({ text: 'A dog', lang: 'en' })
  const ask = (path: string, member: string, ...body: unknown[]) =>
    answerTo({ path, interface: 'org.a11y.atspi.Accessible', member, body }, tree, ':1.9', [':1.0', '/desktop'])
  const get = (path: string, iface: string, name: string) =>
    answerTo(
      { path, interface: 'org.freedesktop.DBus.Properties', member: 'Get', body: [iface, name] },
      tree,
      ':1.9',
      [':1.0', '/desktop'],
    )
  const ACCESSIBLE = 'org.a11y.atspi.Accessible'

  test('every object is the child of its parent at the place that it names', () => {
    const walk = (path: string): string[] => {
      const children = (ask(path, 'GetChildren')?.[1][0] ?? []) as [string, string][]
      return [
        path,
        ...children.flatMap(([bus, child], i) => {
          expect(bus).toBe(':1.9')
          expect(ask(child, 'GetIndexInParent')).toEqual(['i', [i]])
          expect(ask(path, 'GetChildAtIndex', i)).toEqual(['(so)', [[bus, child]]])
          expect(get(child, ACCESSIBLE, 'Parent')?.[1][0]).toMatchObject({ value: [':1.9', path] })
          return walk(child)
        }),
      ]
    }
    expect(walk(ROOT).slice(-2)).toEqual([message, labelOf(message)])
    expect(get(ROOT, ACCESSIBLE, 'Parent')?.[1][0]).toMatchObject({ value: [':1.0', '/desktop'] })
  })

  test('the words are the name of a label in a notification, and the notification has no name', () => {
    expect(ask(message, 'GetRole')).toEqual(['u', [101]])
    expect(get(message, ACCESSIBLE, 'Name')?.[1][0]).toMatchObject({ value: '' })
    expect(ask(labelOf(message), 'GetRole')).toEqual(['u', [29]])
    expect(get(labelOf(message), ACCESSIBLE, 'Name')?.[1][0]).toMatchObject({ value: 'A dog' })
    expect(get(labelOf(message), ACCESSIBLE, 'Locale')?.[1][0]).toMatchObject({ value: 'en' })
  })

  test('no window of it is ever active, so that it takes no focus from anything', () => {
    const [low = 0] = ask(ROOT, 'GetState')?.[1][0] as number[]
    // ATSPI_STATE_ACTIVE 1, FOCUSABLE 11, FOCUSED 12
    expect(low & ((1 << 1) | (1 << 11) | (1 << 12))).toBe(0)
  })

  test('unknown objects and questions have no answer', () => {
    expect(ask('/org/a11y/atspi/accessible/message99', 'GetRole')).toBeUndefined()
    expect(ask(ROOT, 'NoSuchMethod')).toBeUndefined()
    expect(ask(ROOT, 'constructor')).toBeUndefined()
    expect(get(message, 'org.a11y.atspi.Application', 'ToolkitName')).toBeUndefined()
    expect(get(message, ACCESSIBLE, 'constructor')).toBeUndefined()
  })

  test('only the last messages are kept', () => {
    const many = new Tree('Descry')
    const paths = Array.from({ length: 20 }, (_, i) => many.show({ text: `${i}`, lang: 'en' }))
    expect(paths.filter((path) => many.at(path)).length).toBe(8)
    expect(new Set(paths).size).toBe(20)
  })
})

const noBus = missing('dbus-daemon') ?? accessibilityBusMissing
describe.skipIf(noBus)(`on a real accessibility bus ${noBus ?? ''}`, () => {
  let session: Session
  let bus: SessionBus
  let route: AtSpiRoute
  const ourselves = async (pid: string): Promise<boolean> => pid === String(process.pid)

  beforeEach(async () => {
    session = await startSession()
    await startBus(session)
    startAccessibilityBus(session)
    bus = new SessionBus(session.env)
    route = new AtSpiRoute({ bus, messages: createMessages('en'), isOrca: ourselves, ...SILENT })
  })
  afterEach(async () => {
    await route.close()
    await bus.close()
    await session.close()
  })

  test('a listener that is not Orca is not spoken to', async () => {
    const listener = await startFakeListener(session, ['object:announcement'])
    const plain = new AtSpiRoute({ bus, messages: createMessages('en'), ...SILENT })
    expect(await plain.detect()).toEqual({ available: false, reason: expect.stringMatching(/Orca/) as string })
    expect(await plain.speak(answer('A dog'))).toMatchObject({ ok: false, code: 'route-lost' })
    expect(listener.heard()).toEqual([])
    await plain.close()
    await listener.die()
  })

  test('an announcement goes to the reader alone, the registry lists Descry', async () => {
    const listener = await startFakeListener(session, ['object:announcement'])
    const other = await startFakeListener(session, ['window:activate'])
    expect(await route.speak(answer('A dog'))).toEqual({ ok: true, end: 'handed-over' })
    expect(listener.heard()).toMatchObject([{ member: 'Announcement', text: 'A dog' }])
    expect(other.heard()).toEqual([])
    const [applications] = await listener.ask('org.a11y.atspi.Registry', ROOT, 'GetChildren')
    expect(applications).toContainEqual([listener.heard()[0]?.sender, ROOT])
    await Promise.all([listener.die(), other.die()])
  })

  test('a message that a hanging reader did not come for can be taken back for good', async () => {
    const listener = await startFakeListener(session, ['object:announcement'])
    listener.hang()
    const came = listener.next()
    const speaking = route.speak(answer('A dog'))
    await came
    await route.silence()
    expect(await speaking).toEqual({ ok: true, end: 'silenced' })
    const event = listener.heard()[0]
    await expect(listener.ask(event?.sender ?? '', event?.path ?? '', 'GetRole')).rejects.toThrow()
    await listener.die()
  })

  test('a message that a busy reader did not come for is shown once more, as a new one', async () => {
    const listener = await startFakeListener(session, ['object:announcement'])
    listener.hang()
    const came = listener.next()
    const speaking = route.speak(answer('A dog'))
    await came
    listener.resume()
    expect(await speaking).toEqual({ ok: true, end: 'handed-over' })
    const [missed, taken] = listener.heard()
    expect(taken).toMatchObject({ text: 'A dog' })
    expect(taken?.path).not.toBe(missed?.path)
    await expect(listener.ask(missed?.sender ?? '', missed?.path ?? '', 'GetRole')).rejects.toThrow()
    await listener.die()
  })

  test('a message that a busy reader has begun to ask about stays until it comes for the words', async () => {
    const listener = await startFakeListener(session, ['object:state-changed:showing'])
    listener.hang()
    await route.detect()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const came = listener.next()
    const speaking = route.speak(answer('A dog'))
    await came
    const { sender = '', path = '' } = listener.heard()[0] ?? {}
    // More than a reader that asked nothing is given.
    for (let question = 0; question < 4; question++) {
      vi.advanceTimersByTime(2000)
      expect(await listener.ask(sender, path, 'GetRole')).toEqual([101])
    }
    vi.advanceTimersByTime(4000)
    await listener.ask(sender, labelOf(path), 'GetRole')
    expect(await speaking).toEqual({ ok: true, end: 'handed-over' })
    expect(listener.heard()).toHaveLength(1)
    await listener.die()
  })

  test('a reader that leaves while a message waits for it is noticed', async () => {
    const listener = await startFakeListener(session, ['object:announcement'])
    listener.hang()
    const came = listener.next()
    const speaking = route.speak(answer('A dog'))
    await came
    await listener.die()
    expect(await speaking).toMatchObject({ ok: false, code: 'route-lost' })
  }, 3000)
})

test('without a bus it says so', async () => {
  const bus = new SessionBus({})
  const route = new AtSpiRoute({ bus, messages: createMessages('en'), ...SILENT })
  expect(await route.detect()).toEqual({ available: false, reason: expect.stringMatching(/\.$/) as string })
  await route.close()
})
