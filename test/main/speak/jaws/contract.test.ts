import { afterAll } from 'vitest'
import { JawsRoute } from '../../../../src/main/speak/jaws/jaws'
import { createJawsApi } from '../../../../src/main/speak/jaws/jaws-api'
import { brailleSpelling } from '../../../../src/main/speak/jaws/script-call'
import { createMessages } from '../../../../src/shared/messages'
import { fakeJaws } from '../../../support/speech/fake-jaws'
import { bstrText, loadFakeJaws, nativeLibrary, noCompiler } from '../../../support/speech/fake-jaws-library'
import { parseScript } from '../../../support/speech/jaws-script'
import { until } from '../../../support/speech/orca-session'
import { PATIENT } from '../../../support/speech/patient'
import { routeContract, type RouteUnderTest } from '../contract'

const messages = createMessages('en')
const shown = (script: string): string => parseScript(script, 'escapes')?.map(({ args }) => args.join()).join(' | ') ?? ''

routeContract("The JAWS route, against a fake of JAWS's interface that records", recordedUnderTest)
routeContract(
  'The JAWS route by koffi and IDispatch, against a COM object compiled here',
  compiledUnderTest,
  noCompiler,
)

async function recordedUnderTest(): Promise<RouteUnderTest> {
  const jaws = fakeJaws()
  const route = new JawsRoute({ api: jaws.api, messages, now: Date.now })
  const of = (method: string) => jaws.calls.filter((c) => c.method === method)
  return {
    route,
    heard: async () => of('SayString').map(({ args }) => ({ text: String(args[0]) })),
    heardBraille: async () => of('RunFunction').map(({ args }) => ({ text: shown(String(args[0])) })),
    brailleSpelling,
    sounding: () => jaws.sounding(),
    die: async () => jaws.end(),
    interruptions: () => of('StopSpeech').length,
    close: async () => undefined,
  }
}

const native = nativeLibrary('fake-jaws')
afterAll(() => native.remove())

async function compiledUnderTest(): Promise<RouteUnderTest> {
  const { path } = native
  const jaws = loadFakeJaws(path)
  jaws.reset()
  const api = createJawsApi({ ole32: path, oleaut32: path, user32: path }, { look: PATIENT, call: PATIENT })
  const route = new JawsRoute({ api, messages, now: Date.now })
  const of = (method: string) => jaws.calls().filter((c) => c.method === method && c.taken)
  return {
    route,
    // The first argument lies behind the second.
    heard: async () => of('SayString').map(({ args }) => ({ text: bstrText(args[1]) })),
    heardBraille: async () => of('RunFunction').map(({ args }) => ({ text: shown(bstrText(args[0])) })),
    brailleSpelling,
    sounding() {
      const known = of('SayString').length
      return until(() => of('SayString').length > known)
    },
    die: async () => jaws.set({ running: false }),
    interruptions: () => of('StopSpeech').length,
    close: async () => undefined,
  }
}
