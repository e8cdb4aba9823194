import { afterAll } from 'vitest'
import { AtSpiRoute } from '../../../../src/main/speak/at-spi/at-spi'
import { cancelSpeech } from '../../../../src/main/speak/at-spi/reader-speech'
import { SessionBus } from '../../../../src/main/speak/session-bus'
import { createMessages } from '../../../../src/shared/messages'
import { noOrca, startOrcaSession, until, type OrcaSession } from '../../../support/speech/orca-session'
import { end } from '../../../support/speech/session'
import { routeContract, type Heard, type RouteUnderTest } from '../contract'

routeContract('The at-spi route, against the real Orca of this system', orcaUnderTest, noOrca)

/** One Orca for all tests but those that end it: starting one takes a second. */
let running: OrcaSession | undefined
afterAll(() => running?.close())

async function orcaUnderTest(): Promise<RouteUnderTest> {
  const orca = (running ??= await startOrcaSession())
  await until(() => orca.spoken().length > 0)
  await orca.settled()
  const before = orca.spoken().length
  const bus = new SessionBus(orca.session.env)
  const route = new AtSpiRoute({ bus, messages: createMessages('en'), cancelSpeech: () => cancelSpeech(orca.session.env), now: Date.now })
  return {
    route,
    namesSigns: true,
    async heard(): Promise<readonly Heard[]> {
      await orca.settled()
      // Orca ends what it speaks with a full stop.
      return orca.spoken().slice(before).map((text) => ({ text: text.replace(/\.$/, '') }))
    },
    sounding() {
      const known = orca.spoken().length
      return until(() => orca.spoken().length > known)
    },
    async die() {
      running = undefined
      await end(orca.process)
    },
    async close() {
      if (running !== orca) await orca.close()
    },
  }
}
