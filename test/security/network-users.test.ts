import { expect, test } from 'vitest'
import { filesWith, SOURCES } from './source'

/**
 * What Node, unlike a page, could reach no guard stops: so nothing of the product may even have the means,
 * but for these files. That nothing leaves the machine is proven from outside, under strace, in test/e2e.
 */
const USERS: Readonly<Record<string, string>> = {
  'src/cli/handover.ts': 'the running app’s socket, a path',
  'src/cli/lines.ts': 'the type of a socket',
  'src/cli/picture-source.ts': 'standard input, which may be a socket',
  'src/cli/stop-socket.ts': 'the socket that stops other commands, a path',
  'src/main/app/verb-socket.ts': 'the socket for `descry VERB`, a path',
  'src/main/models/request.ts': 'fetches a model that the user asked for, from the publisher and nobody else',
  'src/main/speak/speech-dispatcher/ssip-connection.ts': 'speech-dispatcher, where its own library would look for it',
  'src/renderer/stage/earcons.ts': 'fetches sounds from the app’s scheme; its policy and the guard allow no other',
}

const MEANS = new RegExp(
  [
    String.raw`['"](?:node:)?(?:net|http|https|http2|tls|dgram|dns|dns/promises|inspector)['"]`,
    String.raw`(?<![.\w])fetch\s*\((?!type)`,
    String.raw`\b(?:WebSocket|XMLHttpRequest|EventSource|WebTransport|RTCPeerConnection|sendBeacon|undici)\b`,
    String.raw`(?<![.\w])net\.(?:request|fetch)\b`,
    String.raw`\b(?:autoUpdater|crashReporter|contentTracing)\b`,
  ].join('|'),
)

test('the sources are there to be looked at', () => {
  expect(SOURCES.size).toBeGreaterThan(100)
})

test('no file has the means to reach a network but those that are named with their reason', () => {
  expect(filesWith(MEANS).filter((path) => path !== 'src/main/desktop/clipboard.ts')).toEqual(Object.keys(USERS))
})

test('servers listen on a socket’s path or pipe, never on a port', () => {
  const servers = filesWith(/\bcreateServer\(/)
  expect(servers).toEqual(['src/cli/stop-socket.ts', 'src/main/app/verb-socket.ts'])
  for (const path of servers) {
    const text = SOURCES.get(path)!
    expect(text.match(/\bserver\.listen\([^,)]*/g)).toEqual(['server.listen(endpoint'])
  }
})

test('no address of the web is in the sources', () => {
  // The namespace of SVG is a name, and nothing is fetched from it.
  expect(filesWith(/\b(?:https?|wss?|ftp):\/\/(?!www\.w3\.org\/2000\/svg)/)).toEqual([])
})
