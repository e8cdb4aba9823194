import { answerText } from '../shared/answer'
import { failure } from '../shared/codes'
import type { Messages } from '../shared/messages'
import { createLastAnswer } from '../main/history/last-answer'
import { startActivity } from './activity'
import type { Command } from './arguments'
import { speechFor } from './describe'
import { EXIT, exitCode } from './exit-codes'
import type { CommandIo } from './io'
import { createReport, failureSentence } from './report'
import { longestSpeech } from './speech'

/** `descry again`: prints and speaks the last answer, or forgets it. */
export async function again(command: Command, io: CommandIo, messages: Messages): Promise<number> {
  const report = createReport(io, messages, command.json)
  const last = io.services.app?.lastAnswer ?? createLastAnswer(io.place)
  if (command.forget) {
    const forgotten = await last.forget()
    if (!forgotten.ok) {
      report.failure(forgotten)
      return exitCode(forgotten.code)
    }
    report.result({ verb: 'again', forgotten: true })
    report.line(messages.say('cli.again.forgotten'))
    return EXIT.ok
  }
  const recalled = await last.recall()
  if (!recalled.ok) {
    report.failure(recalled)
    return exitCode(recalled.code)
  }
  const { answer } = recalled.kept
  const activity = startActivity(io, command.speech !== 'off')
  const speech = speechFor(command, io, messages)
  activity.onCancel(() => speech.silence())
  try {
    const utterance = speech.begin('answer')
    for (const { text, lang } of answer.sentences) {
      report.line(text)
      utterance.say({ text, lang })
    }
    report.result({ verb: 'again', text: answerText(answer), ...answer })
    const most = command.speech === 'off' ? 0 : longestSpeech(answerText(answer))
    const spoken = await utterance.end()
    if (activity.signal.aborted) {
      report.aside(failureSentence(failure('cancelled'), messages))
      return EXIT.cancelled
    }
    if (most) await last.keep(answer, spoken.ok && spoken.end === 'handed-over' ? io.now() + most : 0)
    if (spoken.ok) return EXIT.ok
    report.aside(failureSentence(spoken, messages))
    return command.speech === 'required' ? exitCode(spoken.code) : EXIT.ok
  } finally {
    await Promise.allSettled([speech.close(), activity.close()])
  }
}
