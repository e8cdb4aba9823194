import { NvdaRoute } from '../../../../src/main/speak/nvda/nvda'
import { createMessages } from '../../../../src/shared/messages'
import { fakeNvda, readSsml, type FakeNvda } from '../../../support/speech/fake-nvda'
import { routeContract, type Heard, type RouteUnderTest } from '../contract'

routeContract('The NVDA route, against a recorded fake of NVDA 2024.1', () => nvdaUnderTest(true))
routeContract('The NVDA route, against a recorded fake of NVDA before 2024.1', () => nvdaUnderTest(false))

async function nvdaUnderTest(ssml: boolean): Promise<RouteUnderTest> {
  const nvda = fakeNvda({ ssml })
  const settings = { rate: undefined, volume: 1, pitch: 0, punctuation: 'voice' as const }
  const route = new NvdaRoute({ client: nvda, messages: createMessages('en'), settings, folder: 'C:\\D', now: Date.now })
  // The router reads the traits after it looked.
  await route.detect()
  return {
    route,
    heard: async () => heardBy(nvda),
    heardBraille: async () => texts(nvda, 'brailleMessage').map((text) => ({ text })),
    sounding: () => nvda.next(),
    die: async () => nvda.end(),
    interruptions: () => nvda.calls.filter(({ name }) => name === 'cancelSpeech').length,
    close: async () => undefined,
  }
}

function heardBy(nvda: FakeNvda): Heard[] {
  const plain = texts(nvda, 'speakText').map((text) => ({ text }))
  return [...plain, ...texts(nvda, 'speakSsml').map(readSsml)]
}

function texts(nvda: FakeNvda, name: string): string[] {
  return nvda.calls.filter((call) => call.name === name).map(({ bytes }) => bytes?.toString('utf16le') ?? '')
}
