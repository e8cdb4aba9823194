import type { Session } from 'electron'
import { expect, test } from 'vitest'
import { guardRequests, QUIET_SWITCHES, silenceChromium } from '../../../../src/main/app/security/network-guard'

type Listener = Parameters<Session['webRequest']['onBeforeRequest']>[0]

function guarded() {
  const calls: unknown[][] = []
  let refusals = 0
  let spelling: boolean | undefined
  guardRequests(
    {
      setSpellCheckerEnabled: (on) => void (spelling = on),
      webRequest: { onBeforeRequest: (...args: unknown[]) => void calls.push(args) },
    },
    () => (refusals += 1),
  )
  return {
    calls,
    spelling: () => spelling,
    refusals: () => refusals,
    cancelled(url: string): boolean {
      let answer: object = {}
      const listener = calls[0]?.[0] as NonNullable<Listener>
      listener({ url } as never, (response) => (answer = response))
      return (answer as { cancel: boolean }).cancel
    },
  }
}

test.each([
  ['app://descry/home.html', 'app://descry.example.com/home.html'],
  ['app://descry/assets/index.js', 'app://evil/assets/index.js'],
  ['app://descry/earcons/began.wav', 'file:///app/earcons/began.wav'],
  ['blob:app://descry/0b1c', 'blob:https://example.com/0b1c'],
  ['blob:app://descry/0b1c', 'blob:app://evil/0b1c'],
  ['app://descry/x', 'app:descry/x'],
  ['app://descry/x', 'app://descry:80/x'],
  ['app://descry/x', 'app://descry@evil/x'],
  ['app://descry/x', 'https://example.com/app://descry/x'],
  ['app://descry/x', 'http://127.0.0.1:8080/'],
  ['app://descry/x', 'http://localhost/'],
  ['app://descry/x', 'ws://127.0.0.1:8080/'],
  ['app://descry/x', 'wss://example.com/'],
  ['app://descry/x', 'ftp://example.com/'],
  ['app://descry/x', 'data:text/plain,x'],
  ['app://descry/x', 'devtools://devtools/bundled/inspector.html'],
  ['app://descry/x', 'chrome-extension://abc/x'],
  ['app://descry/x', 'about:blank'],
  ['app://descry/x', ''],
])('the request for %s passes, the one for %j does not', (ours, foreign) => {
  const guard = guarded()
  expect(guard.cancelled(ours)).toBe(false)
  expect(guard.refusals()).toBe(0)
  expect(guard.cancelled(foreign)).toBe(true)
  expect(guard.refusals()).toBe(1)
})

test('every scheme is asked about: the guard has no filter', () => {
  const { calls } = guarded()
  expect(calls).toHaveLength(1)
  expect(calls[0]).toHaveLength(1)
})

test('no dictionary is fetched', () => {
  expect(guarded().spelling()).toBe(false)
})

test('Chromium’s own services are silenced by these switches, with a reason each', () => {
  const set: string[][] = []
  silenceChromium({ appendSwitch: (...args) => void set.push(args.filter((arg) => arg !== undefined)) })
  expect(set).toEqual([
    ['host-resolver-rules', 'MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
    ['proxy-server', '127.0.0.1:9'],
    ['disable-background-networking'],
    ['disable-component-update'],
    ['disable-domain-reliability'],
    ['no-pings'],
    ['disable-quic'],
    ['force-webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
  ])
  for (const [, , reason] of QUIET_SWITCHES) expect(reason.length).toBeGreaterThan(10)
})
