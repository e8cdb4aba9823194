import { afterAll } from 'vitest'
import { createMessages } from '../../../../src/shared/messages'
import { NarratorRoute } from '../../../../src/main/speak/narrator/narrator'
import { createNarratorApi } from '../../../../src/main/speak/narrator/narrator-api'
import { bstrText, nativeLibrary, noCompiler } from '../../../support/speech/fake-jaws-library'
import { fakeNarrator } from '../../../support/speech/fake-narrator'
import { loadFakeNarrator } from '../../../support/speech/fake-narrator-library'
import { until } from '../../../support/speech/orca-session'
import { PATIENT } from '../../../support/speech/patient'
import { routeContract, type RouteUnderTest } from '../contract'

const messages = createMessages('en')
const window = { handle: () => 0x5_0432, isInFront: () => true }

routeContract('The Narrator route, against a fake of Windows that records', recordedUnderTest)
routeContract(
  'The Narrator route by koffi, against the functions of UI Automation compiled here',
  compiledUnderTest,
  noCompiler,
)

async function recordedUnderTest(): Promise<RouteUnderTest> {
  const narrator = fakeNarrator()
  return {
    route: new NarratorRoute({ api: narrator.api, messages, window }),
    heard: async () => narrator.raised.map(({ text }) => ({ text })),
    sounding: () => narrator.sounding(),
    die: async () => narrator.answers({ running: false }),
    close: async () => undefined,
  }
}

const native = nativeLibrary('fake-narrator')
afterAll(() => native.remove())

async function compiledUnderTest(): Promise<RouteUnderTest> {
  const { path } = native
  const narrator = loadFakeNarrator(path)
  narrator.reset()
  const names = { uiautomationcore: path, ole32: path, oleaut32: path, advapi32: path }
  return {
    route: new NarratorRoute({ api: createNarratorApi(names, { look: PATIENT, notify: PATIENT }), messages, window }),
    heard: async () => narrator.raised().map(({ text }) => ({ text: bstrText(text) })),
    sounding() {
      const known = narrator.raised().length
      return until(() => narrator.raised().length > known)
    },
    die: async () => narrator.set({ running: false }),
    close: async () => undefined,
  }
}
