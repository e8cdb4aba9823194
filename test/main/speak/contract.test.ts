import { statSync } from 'node:fs'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AtSpiRoute } from '../../../src/main/speak/at-spi/at-spi'
import { LiveRegionRoute } from '../../../src/main/speak/live-region/live-region'
import { OrcaRoute } from '../../../src/main/speak/orca/orca'
import { EspeakSynthesiser } from '../../../src/main/speak/own-voice/espeak'
import { OwnVoiceRoute } from '../../../src/main/speak/own-voice/own-voice'
import { Player } from '../../../src/main/speak/player'
import type { Route } from '../../../src/main/speak/route'
import { SessionBus } from '../../../src/main/speak/session-bus'
import { SpeechDispatcherRoute } from '../../../src/main/speak/speech-dispatcher/speech-dispatcher'
import { SpeechSynthesisRoute } from '../../../src/main/speak/speech-synthesis/speech-synthesis'
import { createMessages } from '../../../src/shared/messages'
import { startFakeListener } from '../../support/speech/fake-listener'
import { fakeStage } from '../../support/speech/fake-stage'
import { accessibilityBusMissing, startAccessibilityBus, until } from '../../support/speech/orca-session'
import { ORCA_VERSIONS, startFakeOrca, type FakeOrca } from '../../support/speech/fake-orca'
import {
  end,
  missing,
  startBus,
  startSession,
  startSound,
  startSpeechDispatcher,
  type Session,
} from '../../support/speech/session'
import { routeContract, type Heard, type RouteUnderTest } from './contract'

const messages = createMessages('en')
const settings = { rate: undefined, volume: 1, pitch: 0, punctuation: 'voice' as const }
const hasSoundDevice = (): boolean => true

for (const version of ORCA_VERSIONS) {
  routeContract(
    `The Orca route, against a fake of Orca ${version}'s D-Bus service on a private bus`,
    () => orcaUnderTest(version),
    missing('dbus-daemon'),
  )
}
routeContract(
  "The at-spi route, against a fake of Orca 45's listening on a real accessibility bus",
  atSpiUnderTest,
  missing('dbus-daemon') ?? accessibilityBusMissing,
)
routeContract('The live region, against a recording window', liveRegionUnderTest)
routeContract('The speech-synthesis route, against a recording stage', speechSynthesisUnderTest)
routeContract(
  'The speech-dispatcher route, against a real Speech Dispatcher whose module records',
  speechDispatcherUnderTest,
  missing('speech-dispatcher', 'pulseaudio'),
)
routeContract('The own voice, with a recording espeak-ng and a recording player', ownVoiceUnderTest)

async function orcaUnderTest(version: (typeof ORCA_VERSIONS)[number]): Promise<RouteUnderTest> {
  const session = await startSession()
  await startBus(session)
  const orca = await startFakeOrca(session.env['DBUS_SESSION_BUS_ADDRESS'] ?? '', version)
  const bus = new SessionBus(session.env)
  const route = new OrcaRoute({ bus, messages, now: Date.now })
  // What a route can tell is known once it has looked.
  await route.detect()
  const calls = (member: string): FakeOrca['calls'] => orca.calls.filter((c) => c.member === member)
  const texts = (of: readonly string[]): Heard[] => of.map((text) => ({ text }))
  return {
    route,
    heard: async () => texts(orca.spoken()),
    ...(version === '51' && {
      heardBraille: async () => texts(calls('DisplayMessage').map((c) => String(c.args[0]))),
    }),
    sounding: () => orca.presented(),
    die: () => orca.die(),
    interruptions: () => calls('InterruptSpeech').length,
    async close() {
      await orca.die()
      await session.close()
    },
  }
}

async function atSpiUnderTest(): Promise<RouteUnderTest> {
  const session = await startSession()
  await startBus(session)
  startAccessibilityBus(session)
  const bus = new SessionBus(session.env)
  const listener = await startFakeListener(session, ['object:announcement', 'object:state-changed:showing'])
  const route = new AtSpiRoute({ bus, messages, isOrca: async (pid) => pid === String(process.pid), cancelSpeech: async () => undefined, now: Date.now })
  return {
    route,
    heard: async () => listener.heard().map(({ text }) => ({ text })),
    sounding: () => listener.next(),
    die: () => listener.die(),
    async close() {
      await listener.die()
      await session.close()
    },
  }
}

async function liveRegionUnderTest(): Promise<RouteUnderTest> {
  const heard: Heard[] = []
  let waiting: (() => void)[] = []
  let front = true
  const region = {
    isInFront: () => front,
    readerRuns: async () => true,
    announce: ({ text }: Heard) => {
      heard.push({ text })
      for (const tell of waiting.splice(0)) tell()
    },
  }
  return {
    route: new LiveRegionRoute(region, messages, 0),
    heard: async () => heard,
    sounding: () => new Promise((resolve) => (waiting = [...waiting, resolve])),
    die: async () => void (front = false),
    close: async () => undefined,
  }
}

async function speechSynthesisUnderTest(): Promise<RouteUnderTest> {
  const stage = fakeStage()
  const route = new SpeechSynthesisRoute({ stage, settings, messages, platform: 'linux' })
  return {
    route,
    heard: async () => stage.utterances.map(({ text, lang }) => ({ text, lang })),
    sounding: () => stage.next(),
    die: async () => stage.die(),
    interruptions: () => stage.cancels(),
    close: async () => undefined,
  }
}

async function speechDispatcherUnderTest(): Promise<RouteUnderTest> {
  const session = await startSession()
  // The server refuses to start without any sound system, even where its module makes no sound.
  await startSound(session)
  const { child, heardFile } = await startSpeechDispatcher(session, 'recorder')
  // No other server can be started in its place when it dies.
  const env = { ...session.env, PATH: session.runtime }
  const route = new SpeechDispatcherRoute({ env, settings, messages, hasSoundDevice })
  return recorded(session, route, heardFile, () => end(child))
}

/** Programs in a folder of their own stand in for the system's: they keep what they are given. */
async function ownVoiceUnderTest(): Promise<RouteUnderTest> {
  const session = await startSession()
  const folder = join(session.runtime, 'programs')
  const heardFile = join(session.runtime, 'heard')
  await mkdir(folder)
  await writeFile(heardFile, '')
  const sound = join(session.runtime, 'sound.wav')
  await writeFile(sound, silentWav())
  // -v LANGUAGE is its fifth and sixth argument.
  const espeak = [
    '#!/bin/sh',
    'IFS= read -r text',
    `printf '%s\\t%s\\n' "$6" "$text" >> ${heardFile}`,
    `cat ${sound}`,
    '',
  ].join('\n')
  const player = [
    '#!/bin/sh',
    'PATH=/usr/bin:/bin',
    'cat > /dev/null',
    `case "$(tail -n 1 ${heardFile})" in`,
    `*forever*) echo held >> ${heardFile}.held; exec sleep 60 ;;`,
    'esac',
    '',
  ].join('\n')
  const programs = { 'espeak-ng': espeak, paplay: player }
  const files = Object.entries(programs).map(([name, text]) => [join(folder, name), text] as const)
  for (const [path, text] of files) {
    await writeFile(path, text)
    await chmod(path, 0o755)
  }
  await writeFile(`${heardFile}.held`, '')
  const env = { ...session.env, PATH: `${folder}:${session.env['PATH']}` }
  const synthesisers = [new EspeakSynthesiser(env)]
  const sink = new Player({ ...env, PATH: folder }, 'linux')
  const route = new OwnVoiceRoute({ synthesisers, sink, settings, messages, hasSoundDevice })
  const die = async (): Promise<void> => writeFile(join(folder, 'paplay'), '#!/bin/sh\nexit 1\n')
  const under = await recorded(session, route, heardFile, die)
  return { ...under, sounding: () => grown(`${heardFile}.held`) }
}

async function recorded(
  session: Session,
  route: Route,
  heardFile: string,
  die: () => Promise<void>,
): Promise<RouteUnderTest> {
  return {
    route,
    heard: async () => {
      const lines = (await readFile(heardFile, 'utf8')).split('\n').slice(0, -1)
      return joined(lines.map((line) => line.split('\t') as [string, string]))
    },
    sounding: () => grown(heardFile),
    die,
    close: () => session.close(),
  }
}

/** The module gets long or stopped texts sentence by sentence; each message here ends with no stop. */
function joined(lines: readonly (readonly [lang: string, text: string])[]): Heard[] {
  return lines.map(([lang, text]) => ({ lang, text }))
}

/** Resolves when something is written to a file. Looked at again and again: watchers are few a user. */
function grown(path: string): Promise<void> {
  const { size } = statSync(path)
  return until(() => statSync(path).size > size)
}

/** A tenth of a second of nothing: RIFF, 22,050 samples a second. */
function silentWav(): Buffer {
  const wav = Buffer.alloc(44 + 4410)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(36 + 4410, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(22_050, 24)
  wav.writeUInt32LE(44_100, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(4410, 40)
  return wav
}
