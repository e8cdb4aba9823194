import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Work } from '../../../../src/main/engine/job-table'
import { VisionLanguageRole } from '../../../../src/main/engine/vision-language'
import { readObjectNames } from '../../../../src/main/models/object-names'
import { claimsOf, type HeardReading } from '../../../../src/main/narrate/doubt/claims'
import { FIRST, laterReadings } from '../../../../src/main/narrate/doubt/plan'
import { RESOURCES } from '../../../../src/main/resources'
import { requestSchema, type EngineEvent } from '../../../../src/shared/engine-protocol'
import { textLines } from '../../../support/app/scripted-narrator'
import { screenPath, truthScreens } from '../../../support/screens/read-truth'

const NANO = join(RESOURCES, 'models', 'descry-nano')
const TURN = { cancelled: () => false, pause: () => Promise.resolve() }

/** What a screen of each kind of the fixtures may rightly be called. */
const RIGHT: Readonly<Record<string, RegExp>> = {
  settings: /settings/,
  mail: /mail/,
  'code-editor': /code editor/,
  dialog: /dialog/,
  'sign-in': /sign-in/,
  table: /spreadsheet/,
  files: /file manager/,
  article: /web page/,
  shop: /web page|gallery/,
  terminal: /terminal/,
  form: /form/,
  chat: /chat/,
  calendar: /calendar/,
  dashboard: /dashboard/,
}

// Two hundred readings: 20 s on an idle machine of two cores.
const LONG = process.env['DESCRY_LONG'] === '1'

/** Screens of known kind, with the text that stands in them, by the model in the box. */
test.skipIf(!LONG)('what four or five readings say of the screens is right far more often than what fewer say (in long runs)', async () => {
  const objects = await readObjectNames(NANO)
  const role = new VisionLanguageRole()
  expect(await role.work({ type: 'load', job: 'l', folder: NANO, threads: 1 }, TURN, () => undefined)).toBeNull()
  const tally = { agreed: { right: 0, all: 0 }, other: { right: 0, all: 0 } }
  for (const { file, kind, lines } of truthScreens()) {
    const picture = { kind: 'encoded', bytes: new Uint8Array(readFileSync(screenPath(file))) }
    const readings: HeardReading[] = []
    for (const reading of [FIRST, ...laterReadings('screen', true)]) {
      const sentences: HeardReading['sentences'][number][] = []
      const asked = { type: 'describe', job: 'd', picture, name: file, length: 'normal', reading: { ...reading, kind: 'screen' } }
      await role.work(requestSchema.parse(asked) as Work, TURN, (event: EngineEvent) => event.type === 'sentence' && sentences.push(event))
      readings.push({ isMirrored: reading.mirrored, sentences })
    }
    const claims = claimsOf(readings, { isScreen: true, lines: textLines(...lines.map(({ text }) => text)), objects })
    for (const { text, readings: those } of claims) {
      const of = tally[those.length >= 4 ? 'agreed' : 'other']
      of.all++
      if (RIGHT[kind]?.test(text)) of.right++
    }
  }
  const share = ({ right, all }: { right: number; all: number }): number => right / all
  // Measured: 11 of 12 beside 6 of 11.
  expect(tally.agreed.all).toBeGreaterThanOrEqual(10)
  expect(share(tally.agreed)).toBeGreaterThan(0.85)
  expect(share(tally.other)).toBeLessThan(0.7)
}, 180_000)
