import { expect } from 'vitest'
import type { ControllerClient } from '../../../../src/main/speak/nvda/client'
import { NvdaRoute } from '../../../../src/main/speak/nvda/nvda'
import { ThreadedClient } from '../../../../src/main/speak/nvda/threaded-client'
import { createMessages } from '../../../../src/shared/messages'
import { fakeNvda, readSsml, type NvdaCall } from '../../../support/speech/fake-nvda'
import { fakeNvdaLibrary, noLibrary } from '../../../support/speech/fake-nvda-library'
import { until } from '../../../support/speech/orca-session'
import { temporaryFolder } from '../../../support/temporary-folder'
import { routeContract, type Heard, type RouteUnderTest } from '../contract'

routeContract('The NVDA route, against a recorded fake of NVDA 2024.1', () => nvdaUnderTest(true))
routeContract('The NVDA route, against a recorded fake of NVDA before 2024.1', () => nvdaUnderTest(false))

routeContract(
  'The NVDA route, through koffi and its threads, against a compiled library of NVDA 2024.1',
  () => libraryUnderTest(false),
  noLibrary,
)
routeContract(
  'The NVDA route, through koffi and its threads, against a compiled library of NVDA before 2024.1',
  () => libraryUnderTest(true),
  noLibrary,
)

async function nvdaUnderTest(ssml: boolean): Promise<RouteUnderTest> {
  const nvda = fakeNvda({ ssml })
  return {
    ...reaching(() => nvda.calls),
    route: await foundBy(nvda),
    sounding: () => nvda.next(),
    die: async () => nvda.end(),
    interruptions: () => nvda.calls.filter(({ name }) => name === 'cancelSpeech').length,
    close: async () => undefined,
  }
}

async function libraryUnderTest(older: boolean): Promise<RouteUnderTest> {
  const library = await fakeNvdaLibrary(temporaryFolder())
  library.set('older', older)
  const client = new ThreadedClient({ file: () => library.path, endProcess: async () => () => undefined })
  // Its thread starts, however busy this machine is: what is tested begins after that.
  expect(await client.look(60_000)).toMatchObject({ state: 'running' })
  return {
    ...reaching(() => library.calls()),
    route: await foundBy(client),
    sounding: () => {
      const before = library.begun()
      return until(() => library.begun() > before)
    },
    die: async () => library.set('running', false),
    ...(older ? {} : { interruptions: () => library.cuts() }),
    close: () => library.close(),
  }
}

/** The router reads the traits after it looked. */
async function foundBy(client: ControllerClient): Promise<NvdaRoute> {
  const settings = { rate: undefined, volume: 1, pitch: 0, punctuation: 'voice' as const }
  const route = new NvdaRoute({ client, messages: createMessages('en'), settings, folder: 'C:\\D', now: Date.now })
  await route.detect()
  return route
}

/** What NVDA understood of the bytes that it was given. */
function reaching(calls: () => readonly NvdaCall[]): Pick<RouteUnderTest, 'heard' | 'heardBraille'> {
  const texts = (name: NvdaCall['name']): string[] =>
    calls().flatMap((call) => (call.name === name ? [call.bytes?.toString('utf16le') ?? ''] : []))
  return {
    heard: async () => [...texts('speakText').map((text): Heard => ({ text })), ...texts('speakSsml').map(readSsml)],
    heardBraille: async () => texts('brailleMessage').map((text) => ({ text })),
  }
}
