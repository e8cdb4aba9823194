import { failure } from '../shared/codes'
import type { Messages } from '../shared/messages'
import { createLastAnswer } from '../main/history/last-answer'
import type { Command } from './arguments'
import { EXIT, exitCode } from './exit-codes'
import type { CommandIo } from './io'
import { createReport } from './report'
import { createSpeech } from './speech'
import { stopOthers } from './stop-socket'

/**
 * `descry stop`: ends every running `descry` of this user. With none running, a screen reader may still
 * be speaking what it was handed; it is silenced only then, so that nobody else's words are cut.
 */
export async function stop(command: Command, io: CommandIo, messages: Messages): Promise<number> {
  const report = createReport(io, messages, command.json)
  const own = (await io.services.app?.stop()) ? 1 : 0
  const stopped = (await stopOthers(io.place)) + own
  if (stopped > 0) {
    report.result({ verb: 'stop', stopped, silenced: true })
    report.line(messages.say('cli.stop.stopped', { count: stopped }))
    return EXIT.ok
  }
  const last = io.services.app?.lastAnswer ?? createLastAnswer(io.place)
  const recalled = await last.recall()
  if (recalled.ok && recalled.kept.soundingUntil > io.now()) {
    const { soundingUntil } = recalled.kept
    const speech = createSpeech(io.services.voice({ env: io.env, sounds: false, messages, soundingUntil }))
    await speech.silence()
    await speech.close()
    await last.keep(recalled.kept.answer, 0)
    report.result({ verb: 'stop', stopped: 0, silenced: true })
    report.line(messages.say('cli.stop.silenced'))
    return EXIT.ok
  }
  const nothing = failure('nothing-to-stop')
  report.failure(nothing)
  return exitCode(nothing.code)
}
