import { VoiceOverRoute } from '../../../../src/main/speak/voiceover/voiceover'
import { createMessages } from '../../../../src/shared/messages'
import { startFakeVoiceOver } from '../../../support/speech/fake-voiceover'
import { until } from '../../../support/speech/orca-session'
import { PATIENT } from '../../../support/speech/patient'
import { routeContract, type RouteUnderTest } from '../contract'

routeContract("The VoiceOver route, against a program in osascript's place that records", voiceOverUnderTest)

async function voiceOverUnderTest(): Promise<RouteUnderTest> {
  const voiceOver = await startFakeVoiceOver()
  return {
    route: new VoiceOverRoute({
      system: voiceOver.system,
      messages: createMessages('en'),
      now: Date.now,
      deadlines: { look: PATIENT, output: PATIENT },
    }),
    heard: async () => voiceOver.heard().map((text) => ({ text })),
    sounding() {
      const known = voiceOver.heard().length
      return until(() => voiceOver.heard().length > known)
    },
    die: () => voiceOver.answer({ on: false }),
    close: () => voiceOver.close(),
  }
}
