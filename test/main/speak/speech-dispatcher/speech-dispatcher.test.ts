import { once } from 'node:events'
import { mkdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { SpeechDispatcherRoute } from '../../../../src/main/speak/speech-dispatcher/speech-dispatcher'
import type { VoiceSettings } from '../../../../src/main/speak/route'
import { createMessages } from '../../../../src/shared/messages'
import {
  missing,
  startSession,
  startSound,
  startSpeechDispatcher,
  type Session,
} from '../../../support/speech/session'

const messages = createMessages('en')
const hello = { kind: 'answer', text: 'Hello.', lang: 'en' } as const

async function session(): Promise<Session> {
  const started = await startSession()
  onTestFinished(() => started.close())
  return started
}

function routeIn(env: Record<string, string>, hasSoundDevice = true): SpeechDispatcherRoute {
  const settings = { rate: 300, volume: 1, pitch: 0, punctuation: 'voice' as const }
  const route = new SpeechDispatcherRoute({ env, settings, messages, hasSoundDevice: () => hasSoundDevice })
  onTestFinished(() => route.close())
  return route
}

/** A server that answers each line by a function; undefined answers nothing. */
async function serve(
  env: Record<string, string>,
  answer: (line: string) => string | undefined,
): Promise<string[]> {
  const folder = join(env['XDG_RUNTIME_DIR'] ?? '', 'speech-dispatcher')
  await mkdir(folder)
  const lines: string[] = []
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (data) => {
      for (const line of data.toString().split('\r\n').filter(Boolean)) {
        lines.push(line)
        const reply = answer(line)
        if (reply) socket.write(reply)
      }
    })
  })
  server.listen(join(folder, 'speechd.sock'))
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return lines
}

const REPLIES: Readonly<Record<string, string>> = {
  LIST: '250-espeak-ng\r\n250 OK MODULE LIST SENT\r\n',
  SPEAK: '230 OK RECEIVING DATA\r\n',
  '.': '225-1\r\n225 OK MESSAGE QUEUED\r\n',
  SET: '200 OK\r\n',
  GET: '251-100\r\n251 OK GET RETURNED\r\n',
  CANCEL: '213 OK CANCELED\r\n',
}
const polite = (line: string): string | undefined => REPLIES[line.split(' ')[0] ?? '']

describe('where nothing can be spoken', () => {
  test('no socket and no program: the sentence names what to install', async () => {
    const { env, runtime } = await session()
    const found = await routeIn({ ...env, PATH: runtime }).detect()
    expect(found).toEqual({ available: false, reason: messages.say('voice.speech-dispatcher.missing') })
  })

  test('no sound device: said before the server is asked', async () => {
    const { env } = await session()
    const lines = await serve(env, polite)
    const found = await routeIn(env, false).detect()
    expect(found).toEqual({ available: false, reason: messages.say('voice.no-sound-device') })
    expect(lines).toEqual([])
  })

  test('a server that accepts and never answers is given up', async () => {
    const { env } = await session()
    await serve(env, () => undefined)
    const found = await routeIn({ ...env, PATH: '' }).detect()
    expect(found).toMatchObject({ available: false })
  })

  test('a server that speaks another protocol is given up', async () => {
    const { env } = await session()
    await serve(env, () => 'HTTP/1.1 400 Bad Request\r\n\r\n')
    expect(await routeIn({ ...env, PATH: '' }).detect()).toMatchObject({ available: false })
  })

  test('a server with nothing but its dummy is told from one that sounds', async () => {
    const { env } = await session()
    await serve(env, (line) => (line.startsWith('LIST') ? '250-dummy\r\n250 OK\r\n' : polite(line)))
    const found = await routeIn(env).detect()
    expect(found).toEqual({ available: false, reason: messages.say('voice.speech-dispatcher.no-module') })
  })
})

describe('a server that fails in the middle', () => {
  test('refuses a message: that message alone is refused', async () => {
    const { env } = await session()
    await serve(env, (line) => (line === 'SPEAK' ? '413 ERR MESSAGE TOO LARGE\r\n' : polite(line)))
    expect(await routeIn(env).speak(hello)).toMatchObject({ ok: false, code: 'route-refused' })
  })

  test('closes while it speaks: the route is lost', async () => {
    const { env } = await session()
    let end: (() => void) | undefined
    const folder = join(env['XDG_RUNTIME_DIR'] ?? '', 'speech-dispatcher')
    await mkdir(folder)
    const server = createServer((socket) => {
      end = () => socket.destroy()
      socket.on('data', (data) => {
        for (const line of data.toString().split('\r\n').filter(Boolean)) socket.write(polite(line) ?? '')
        if (data.toString().endsWith('\r\n.\r\n')) end?.()
      })
    })
    server.listen(join(folder, 'speechd.sock'))
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    expect(await routeIn(env).speak(hello)).toMatchObject({ ok: false, code: 'route-lost' })
  })

  test('events in one piece with the reply are not missed', async () => {
    const { env } = await session()
    const ended = `${REPLIES['.']}701-1\r\n701-1\r\n701 BEGIN\r\n702-1\r\n702-1\r\n702 END\r\n`
    await serve(env, (line) => (line === '.' ? ended : polite(line)))
    expect(await routeIn(env).speak(hello)).toEqual({ ok: true, end: 'spoken' })
  })
})

test('settings, language and priority go to the server before the text', async () => {
  const { env } = await session()
  const ended = `${REPLIES['.']}702-1\r\n702-1\r\n702 END\r\n`
  const lines = await serve(env, (line) => (line === '.' ? ended : polite(line)))
  const route = routeIn(env)
  await route.speak(hello)
  await route.speak({ kind: 'narration', text: 'Eine Tür.', lang: 'de' })
  expect(lines).toEqual(
    expect.arrayContaining([
      'SET SELF CLIENT_NAME user:descry:main',
      'SET SELF SSML_MODE OFF',
      'SET SELF RATE 23',
    ]),
  )
  const from = lines.indexOf('SET SELF PRIORITY MESSAGE')
  expect(lines.slice(from)).toEqual([
    'SET SELF PRIORITY MESSAGE',
    'SET SELF LANGUAGE en',
    'SPEAK',
    'Hello.',
    '.',
    'SET SELF PRIORITY TEXT',
    'SET SELF LANGUAGE de',
    'SPEAK',
    'Eine Tür.',
    '.',
  ])
})

test('new settings apply to the next message, and what the user unset is again as the server has it', async () => {
  const { env } = await session()
  const lines = await serve(env, (line) =>
    line === '.' ? `${REPLIES['.'] ?? ''}702-1\r\n702-1\r\n702 END\r\n` : polite(line),
  )
  const settings: { -readonly [K in keyof VoiceSettings]: VoiceSettings[K] } = { rate: 300, volume: 1, pitch: 0, punctuation: 'voice' }
  const route = new SpeechDispatcherRoute({ env, settings, messages, hasSoundDevice: () => true })
  onTestFinished(() => route.close())
  const rates = async (): Promise<string[]> => {
    const from = lines.length
    await route.speak(hello)
    return lines.slice(from).filter((line) => /^(SET SELF (RATE|VOLUME|PUNCTUATION)|QUIT)/.test(line))
  }
  expect(await rates()).toEqual(['SET SELF RATE 23'])
  expect(await rates()).toEqual([])
  settings.rate = 400
  settings.volume = 0.5
  expect(await rates()).toEqual(['QUIT', 'SET SELF RATE 51', 'SET SELF VOLUME 0'])
  settings.rate = undefined
  settings.volume = 1
  settings.punctuation = 'most'
  expect(await rates()).toEqual(['QUIT', 'SET SELF PUNCTUATION most'])
  settings.punctuation = 'voice'
  expect(await rates()).toEqual(['QUIT'])
})

const VOICES = ['English (America)\ten-US\tnone', 'English (Scotland)\ten-GB-SCOTLAND\tnone', 'English (Scotland)+Adam\ten-GB-SCOTLAND\tAdam', 'German\tde\tnone']
const listing = (line: string): string | undefined => {
  if (line === 'LIST SYNTHESIS_VOICES') return `${VOICES.map((voice) => `249-${voice}\r\n`).join('')}249 OK VOICE LIST SENT\r\n`
  if (line === 'GET RATE') return '251-50\r\n251 OK GET RETURNED\r\n'
  return line === '.' ? `${REPLIES['.'] ?? ''}702-1\r\n702-1\r\n702 END\r\n` : polite(line)
}

test('its voices are those of the server without their variants, and its rate is the user’s own', async () => {
  const { env } = await session()
  await serve(env, listing)
  const settings: VoiceSettings = { rate: undefined, volume: 1, pitch: 0, punctuation: 'voice' }
  const route = new SpeechDispatcherRoute({ env, settings, messages, hasSoundDevice: () => true })
  onTestFinished(() => route.close())
  const { voices, ...driven } = await route.driven()
  // 397 words a minute are what the rate 50 was measured to speak.
  expect(driven).toEqual({ rate: 397, volume: true })
  expect(voices.map(({ name }) => name)).toEqual(['English (America)', 'English (Scotland)', 'German'])
})

test('a message with other settings leaves the connection only when what was asked over it is answered', async () => {
  const { env } = await session()
  const asked = Promise.withResolvers<undefined>()
  const answers: (() => void)[] = []
  const folder = join(env['XDG_RUNTIME_DIR'] ?? '', 'speech-dispatcher')
  await mkdir(folder)
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (data) => {
      for (const line of data.toString().split('\r\n').filter(Boolean)) {
        const answer = (): unknown => socket.write(listing(line) ?? '')
        if (line !== 'LIST SYNTHESIS_VOICES') answer()
        else {
          answers.push(answer)
          asked.resolve(undefined)
        }
      }
    })
  })
  server.listen(join(folder, 'speechd.sock'))
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const settings: { -readonly [K in keyof VoiceSettings]: VoiceSettings[K] } = { rate: 300, volume: 1, pitch: 0, punctuation: 'voice' }
  const route = new SpeechDispatcherRoute({ env, settings, messages, hasSoundDevice: () => true })
  onTestFinished(() => route.close())
  const driven = route.driven()
  await asked.promise
  settings.rate = 400
  const spoken = route.speak(hello)
  setImmediate(() => answers.forEach((answer) => answer()))
  expect((await driven).voices).toHaveLength(3)
  expect(await spoken).toEqual({ ok: true, end: 'spoken' })
})

test('where the server does not answer, its voices are those that it had', async () => {
  const { env } = await session()
  let isDeaf = false
  await serve(env, (line) => (isDeaf && line === 'LIST SYNTHESIS_VOICES' ? undefined : listing(line)))
  const route = routeIn(env)
  expect((await route.driven()).voices).toHaveLength(3)
  isDeaf = true
  expect((await route.driven()).voices).toHaveLength(3)
})

test('a voice by its name speaks what is in its language; the rest, and a name that is not there, is the server’s choice', async () => {
  const { env } = await session()
  const lines = await serve(env, listing)
  const settings: { -readonly [K in keyof VoiceSettings]: VoiceSettings[K] } = { rate: undefined, volume: 1, pitch: 0, punctuation: 'voice', voice: 'English (Scotland)' }
  const route = new SpeechDispatcherRoute({ env, settings, messages, hasSoundDevice: () => true })
  onTestFinished(() => route.close())
  const voiced = async (lang: string): Promise<string[]> => {
    const from = lines.length
    expect(await route.speak({ ...hello, lang })).toEqual({ ok: true, end: 'spoken' })
    return lines.slice(from).filter((line) => /LANGUAGE|SYNTHESIS_VOICE [^V]|QUIT/.test(line))
  }
  // The language is that of the voice: another would have a module choose by it.
  expect(await voiced('en')).toEqual(['SET SELF LANGUAGE en-GB-SCOTLAND', 'SET SELF SYNTHESIS_VOICE English (Scotland)'])
  expect(await voiced('en-US')).toEqual([])
  expect(await voiced('de')).toEqual(['QUIT', 'SET SELF LANGUAGE de'])
  expect(await voiced('en')).toEqual(['SET SELF LANGUAGE en-GB-SCOTLAND', 'SET SELF SYNTHESIS_VOICE English (Scotland)'])
  settings.voice = 'Nobody\r\nQUIT'
  expect(await voiced('en')).toEqual(['QUIT', 'SET SELF LANGUAGE en'])
  settings.voice = undefined
  expect(await voiced('en')).toEqual([])
})

const absent = missing('speech-dispatcher', 'pulseaudio')

test.skipIf(absent)(`a server that is installed but not running is started ${absent ?? ''}`, async () => {
  const started = await session()
  await startSound(started)
  const found = await routeIn(started.env).detect()
  expect(found).toMatchObject({
    available: true,
    name: expect.stringContaining('Speech Dispatcher (') as string,
  })
})

test.skipIf(absent)(`rate, pitch and volume reach the voice behind a real server ${absent ?? ''}`, async () => {
  const started = await session()
  await startSound(started)
  // This server's own: rate 0, pitch 0, and a volume of 0, half of the scale.
  const { heardFile } = await startSpeechDispatcher(started, 'recorder')
  const settings: { -readonly [K in keyof VoiceSettings]: VoiceSettings[K] } = { rate: undefined, volume: 1, pitch: 0, punctuation: 'voice' }
  const route = new SpeechDispatcherRoute({ env: started.env, settings, messages, hasSoundDevice: () => true })
  onTestFinished(() => route.close())
  const given = async (change: Partial<VoiceSettings>): Promise<string | undefined> => {
    Object.assign(settings, change)
    await route.speak(hello)
    return (await readFile(heardFile, 'utf8')).trim().split('\t').at(-1)
  }
  expect(await given({})).toBe('0.00 0.00 0.00')
  expect(await given({ rate: 550 })).toBe('97.00 0.00 0.00')
  expect(await given({ pitch: -1, volume: 0.5 })).toBe('97.00 -100.00 -50.00')
  expect(await given({ rate: undefined, pitch: 0, volume: 1 })).toBe('0.00 0.00 0.00')
})

test.skipIf(absent)(`signs are read out as far as the setting says, by a real server ${absent ?? ''}`, async () => {
  const started = await session()
  await startSound(started)
  const { heardFile } = await startSpeechDispatcher(started, 'reading-recorder')
  const settings: { -readonly [K in keyof VoiceSettings]: VoiceSettings[K] } = { rate: undefined, volume: 1, pitch: 0, punctuation: 'voice' }
  const route = new SpeechDispatcherRoute({ env: started.env, settings, messages, hasSoundDevice: () => true })
  onTestFinished(() => route.close())
  const heard: string[] = []
  for (const punctuation of ['voice', 'none', 'some', 'most', 'all', 'voice'] as const) {
    settings.punctuation = punctuation
    await route.speak({ ...hello, text: 'a @ (b), c' })
    const line = (await readFile(heardFile, 'utf8')).trim().split('\n').at(-1) ?? ''
    heard.push(line.split('\t')[1]?.replace(/[^a-z]+/g, ' ').trim() ?? '')
  }
  expect(heard).toEqual([
    'a b c',
    'a b c',
    'a at b c',
    'a at left paren b right paren c',
    'a at left paren b right paren comma c',
    'a b c',
  ])
})

test.skipIf(absent)(
  `two clients do not disturb each other: silence cancels our own message only ${absent ?? ''}`,
  async () => {
    const started = await session()
    await startSound(started)
    await startSpeechDispatcher(started, 'recorder')
    const ours = routeIn(started.env)
    const other = routeIn(started.env)
    const cut = ours.speak({ ...hello, text: 'This goes on forever' })
    const theirs = other.speak({ ...hello, text: 'Nobody stops this' })
    await ours.silence()
    expect(await cut).toEqual({ ok: true, end: 'silenced' })
    expect(await theirs).toEqual({ ok: true, end: 'spoken' })
  },
)
