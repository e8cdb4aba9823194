import { version } from '../../package.json'
import { failure, type Result } from '../shared/codes'
import type { Messages } from '../shared/messages'
import { clipboardTool } from '../main/desktop/clipboard'
import { createLastAnswer } from '../main/history/last-answer'
import { isSpeechThere, SPEECH_PLACES } from '../main/models/speech-folder'
import type { Narrator } from '../main/narrate/narrator'
import { startActivity } from './activity'
import type { Command } from './arguments'
import { judge, type Findings } from './doctor-checks'
import { EXIT, exitCode } from './exit-codes'
import type { CommandIo } from './io'
import { readPicture } from './picture-source'
import { createReport } from './report'

/**
 * `descry doctor`: looks at every part, describes the sample picture for a proof, never speaks. Exit
 * code 0 when describing and speaking both work, else that of the first thing that is broken.
 */
export async function doctor(
  command: Command,
  io: CommandIo,
  messages: Messages,
  starting: Promise<Narrator>,
): Promise<number> {
  const report = createReport(io, messages, command.json)
  const activity = startActivity(io, false)
  const { signal } = activity
  const finding = io.services.voice({ env: io.env, sounds: false, messages })
  finding.catch(() => undefined)

  async function describeSample(narrator: Narrator): Promise<Result<{ took: number }>> {
    const read = await readPicture({ from: 'sample' }, io, signal)
    if (!read.ok) return read
    const from = performance.now()
    const options = { length: 'brief', hedge: 'words', messages, takenAt: io.now(), signal } as const
    const result = await narrator.describe(read.picture, options)
    return result.ok ? { ok: true, took: performance.now() - from } : result
  }

  async function look(): Promise<Result<{ found: Findings }>> {
    const narrator = await starting
    const [described, status, voice, memoryFolder] = await Promise.all([
      describeSample(narrator),
      narrator.status(),
      finding.then((v) => v.status()),
      createLastAnswer(io.place).folder(),
    ])
    if (signal.aborted) return failure('cancelled')
    const hears = isSpeechThere(SPEECH_PLACES)
    const found = { version, node: process.versions.node, narrator: status, described, voice, hears }
    return { ok: true, found: { ...found, clipboardTool: clipboardTool(io.env, io.platform), memoryFolder } }
  }

  try {
    const looked = await Promise.race([look(), activity.cancelled])
    if (!looked.ok) {
      report.failure(looked)
      return exitCode(looked.code)
    }
    const checks = judge(looked.found, io, messages)
    const wrong = checks.filter((c) => c.state !== 'fine').length
    const broken = checks.find((c) => c.state === 'broken')
    const { narrator } = looked.found
    const memory = { vision: narrator.vision.rss, recogniser: narrator.recogniser.rss }
    report.result({ verb: 'doctor', works: !broken, checks, memory })
    if (!broken) report.line(messages.say('cli.doctor.all-well'))
    if (wrong > 0) report.line(messages.say('cli.doctor.not-well', { count: wrong }))
    for (const { sentence } of checks) report.line(sentence)
    return broken?.code ? exitCode(broken.code) : EXIT.ok
  } finally {
    await Promise.allSettled([
      starting.then((n) => n.close()),
      finding.then((v) => v.close()),
      activity.close(),
    ])
  }
}
