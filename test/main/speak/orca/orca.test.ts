import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { methodsOf } from '../../../../src/main/speak/orca/introspection'
import { OrcaRoute } from '../../../../src/main/speak/orca/orca'
import { SessionBus, sessionBusAddress } from '../../../../src/main/speak/session-bus'
import { createMessages } from '../../../../src/shared/messages'
import { ORCA_VERSIONS, startFakeOrca, type OrcaVersion } from '../../../support/speech/fake-orca'
import { missing, startBus, startSession } from '../../../support/speech/session'

const messages = createMessages('en')
const out = (key: Parameters<typeof messages.say>[0]) => ({ available: false, reason: messages.say(key) })
const hello = { kind: 'answer', text: 'Hello.', lang: 'en' } as const

function routeIn(env: Record<string, string>): OrcaRoute {
  const route = new OrcaRoute({ bus: new SessionBus(env), messages, now: Date.now })
  onTestFinished(() => route.close())
  return route
}

async function withOrca(version: OrcaVersion | undefined) {
  const session = await startSession()
  onTestFinished(() => session.close())
  await startBus(session)
  const address = session.env['DBUS_SESSION_BUS_ADDRESS'] ?? ''
  const orca = version && (await startFakeOrca(address, version))
  if (orca) onTestFinished(() => orca.die())
  return { route: routeIn(session.env), orca }
}

describe('without a bus that answers', () => {
  test('no session is said, and no bus is started', async () => {
    const session = await startSession()
    onTestFinished(() => session.close())
    expect(await routeIn(session.env).detect()).toEqual(out('voice.orca.no-bus'))
  })

  test('a bus that accepts and never answers is given up, and holds nothing open', async () => {
    const session = await startSession()
    onTestFinished(() => session.close())
    const server = createServer((socket) => socket.on('error', () => undefined).resume())
    server.listen(join(session.runtime, 'bus'))
    await once(server, 'listening')
    const route = routeIn(session.env)
    expect(await route.detect()).toEqual(out('voice.orca.bus-silent'))
    expect(await route.speak(hello)).toMatchObject({ ok: false, code: 'route-lost' })
    await route.close()
    await new Promise((resolve) => server.close(resolve))
  })

  test('a socket that nobody listens on is a bus that does not answer', async () => {
    const env = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/at/all' }
    expect(await routeIn(env).detect()).toEqual(out('voice.orca.bus-silent'))
  })

  test('an address that would run a program or leave the machine is not taken', () => {
    for (const address of ['unixexec:path=/bin/true', 'tcp:host=example.org,port=1', 'autolaunch:']) {
      expect(sessionBusAddress({ DBUS_SESSION_BUS_ADDRESS: address })).toBeUndefined()
    }
  })
})

const noBus = missing('dbus-daemon')

describe.skipIf(noBus)(`on a private bus, with a fake of Orca's service ${noBus ?? ''}`, () => {
  test.each([
    ['49', 'Orca 49.1'],
    ['50', 'Orca 50.1'],
    ['51.alpha', 'Orca 51.alpha'],
    ['51', 'Orca 51.1'],
  ] as const)('version %s is named %s', async (version, name) => {
    const { route } = await withOrca(version)
    expect(await route.detect()).toEqual({ available: true, name })
  })

  test('no Orca is said with what would help', async () => {
    const { route } = await withOrca(undefined)
    expect(await route.detect()).toEqual(out('voice.orca.not-running'))
  })

  test('a service that owns the name and offers nothing is not believed', async () => {
    const { route } = await withOrca('strange')
    expect(await route.detect()).toEqual(out('voice.orca.strange'))
  })

  test('a reader that hangs is given up', async () => {
    const { route } = await withOrca('hung')
    expect(await route.detect()).toMatchObject({ available: false })
    expect(await route.speak(hello)).toMatchObject({ ok: false, code: 'route-lost' })
  })

  test('a message that Orca refuses is refused, and needs no silencing', async () => {
    const { route, orca } = await withOrca('51')
    orca?.refuse()
    expect(await route.speak(hello)).toMatchObject({ ok: false, code: 'route-refused' })
    await route.silence()
    expect(orca?.calls.map((c) => c.member)).toEqual(['SpeakMessage'])
  })

  test.each([
    ['49', 'PresentMessage'],
    ['50', 'PresentMessage'],
    ['51.alpha', 'PresentMessage'],
    ['51', 'SpeakMessage'],
  ] as const)('version %s is given its text once, by %s', async (version, member) => {
    const { route, orca } = await withOrca(version)
    expect(await route.speak(hello)).toEqual({ ok: true, end: 'handed-over' })
    expect(orca?.calls).toEqual([{ member, args: ['Hello.'] }])
    expect(route.traits.separateBraille).toBe(version === '51')
  })

  test.each([true, false])('braille stays if that is wished (%s), and touches no speech', async (persistent) => {
    const { route, orca } = await withOrca('51')
    await route.detect()
    const shown = await route.braille?.({ text: 'A dog.\nA cat.', lang: 'en', persistent })
    expect(shown).toEqual({ ok: true, end: 'handed-over' })
    await route.silence()
    expect(orca?.calls).toEqual([{ member: 'DisplayMessage', args: ['A dog. A cat.', persistent] }])
  })

  test('braille that Orca refuses is refused, and that of an Orca that left is lost', async () => {
    const { route, orca } = await withOrca('51')
    await route.detect()
    orca?.refuse()
    const { braille } = route
    const message = { text: 'A dog.', lang: 'en', persistent: false }
    expect(await braille?.(message)).toMatchObject({ ok: false, code: 'route-refused' })
    await orca?.die()
    expect(await braille?.(message)).toMatchObject({ ok: false, code: 'route-lost' })
    expect([route.braille, route.traits.separateBraille]).toEqual([undefined, false])
  })

  test('an Orca that is followed by an older one has no braille call any more', async () => {
    const session = await startSession()
    onTestFinished(() => session.close())
    await startBus(session)
    const address = session.env['DBUS_SESSION_BUS_ADDRESS'] ?? ''
    const newer = await startFakeOrca(address, '51')
    const route = routeIn(session.env)
    await route.detect()
    expect(route.braille).toBeDefined()
    await newer.die()
    const older = await startFakeOrca(address, '50')
    onTestFinished(() => older.die())
    expect(await route.detect()).toEqual({ available: true, name: 'Orca 50.1' })
    expect([route.braille, route.traits.separateBraille]).toEqual([undefined, false])
    await route.speak(hello)
    expect(older.spoken()).toEqual(['Hello.'])
  })

  test.each(ORCA_VERSIONS)('version %s is cut without a word of its own', async (version) => {
    const { route, orca } = await withOrca(version)
    await route.speak(hello)
    await route.silence()
    expect(orca?.calls.at(-1)).toEqual({ member: 'InterruptSpeech', args: [false] })
  })
})

test('an introspection document gives methods by interface, and nothing from elsewhere', () => {
  const xml = `<node><interface name="a.B"><method name="One"><arg name="x" type="s"/></method>
    <annotation name="d" value="&lt;method name='Fake'/&gt;"/><method name='Two'/></interface>
    <method name="Stray"/><interface name="c.D"/></node>`
  expect(methodsOf(xml)).toEqual(
    new Map([
      ['a.B', new Set(['One', 'Two'])],
      ['c.D', new Set()],
    ]),
  )
  expect(methodsOf(undefined).size).toBe(0)
  expect(methodsOf('x'.repeat(2_000_000)).size).toBe(0)
})
