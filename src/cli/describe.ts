import { answerText, type Answer } from '../shared/answer'
import { failure, type Failure, type Result } from '../shared/codes'
import type { Messages } from '../shared/messages'
import type { LastAnswer } from '../main/history/last-answer'
import type { NarrateEvents, Narrator } from '../main/narrate/narrator'
import { startActivity, type Activity } from './activity'
import type { Command, PictureSource } from './arguments'
import { EXIT, exitCode } from './exit-codes'
import type { CommandIo } from './io'
import { pictureName, readPicture } from './picture-source'
import { startProgress } from './progress'
import { createReport, failureSentence, type Report } from './report'
import { createSpeech, longestSpeech, type Speech } from './speech'
import { tableRows } from './table-rows'

/** What the pictures of one command line share. */
interface Turn {
  readonly command: Command
  readonly io: CommandIo
  readonly messages: Messages
  readonly report: Report
  readonly speech: Speech
  readonly activity: Activity
  readonly narrator: Promise<Narrator>
}

/** Where the last answer is kept: with the app that the command was handed to, else between commands. */
async function lastAnswerOf({ services, place }: CommandIo): Promise<LastAnswer> {
  if (services.app) return services.app.lastAnswer
  const { createLastAnswer } = await import('../main/history/last-answer')
  return createLastAnswer(place)
}

/** Keeps the answer for `descry again`; a system without a place for it loses nothing else. */
async function keep(answer: Answer, soundingUntil: number, io: CommandIo): Promise<void> {
  await (await lastAnswerOf(io)).keep(answer, soundingUntil)
}

async function answerOne(source: PictureSource, heading: string | undefined, turn: Turn): Promise<number> {
  const { command, io, messages, report, speech, activity } = turn
  const { signal } = activity
  const isCancelled = (): boolean => signal.aborted
  const name = source.from === 'file' ? source.path : source.from
  const takenAt = io.now()
  const progress = command.sounds ? startProgress(io.stderr, messages) : undefined
  const utterance = speech.begin('answer')
  const say = (text: string, lang: string): void => {
    progress?.stop()
    report.line(text)
    utterance.say({ text, lang })
  }

  async function work(): Promise<Result<{ answer: Answer }>> {
    const read = await readPicture(source, io, signal)
    if (!read.ok) return read
    const narrator = await turn.narrator
    if (signal.aborted) return failure('cancelled')
    if (heading) say(heading, messages.locale)
    const { length, hedge } = command
    const { picture, ...words } = read
    const doubt = command.sure ? 'always' : 'asked'
    const options = { length, hedge, doubt, messages, takenAt, signal, ...words } as const
    const events: NarrateEvents = { sentence: (s) => say(s.text, s.lang) }
    if (command.verb === 'ask') return narrator.ask(picture, { text: command.question }, options, events)
    return narrator[command.verb === 'read' ? 'read' : 'describe'](picture, options, events)
  }

  async function fail(failed: Failure): Promise<number> {
    const values = { path: source.from === 'file' ? source.path : pictureName(source, messages) }
    const text = failureSentence(failed, messages, values)
    report.failure(failed, values, { picture: name })
    await utterance.end()
    if (failed.code !== 'cancelled') {
      const spoken = speech.begin('failure')
      spoken.say({ text, lang: messages.locale })
      await spoken.end()
    }
    return exitCode(failed.code)
  }

  const result = await Promise.race([work(), activity.cancelled])
  progress?.stop()
  // Whatever ended the work after a cancel, the cancel was the reason.
  if (isCancelled()) return fail(failure('cancelled'))
  if (!result.ok) return fail(result)
  const { answer } = result
  report.result({ verb: command.verb, picture: name, ...(command.verb === 'ask' ? { question: command.question } : {}), text: answerText(answer), ...answer })
  // Said are its first rows with their headers; printed is all of it, for other programs, too.
  if (command.verb === 'read') {
    for (const table of answer.tables) for (const row of tableRows(table)) report.row(row)
  }
  const most = command.speech === 'off' ? 0 : longestSpeech(answerText(answer))
  await keep(answer, most && io.now() + most, io)
  const spoken = await utterance.end()
  if (isCancelled()) return fail(failure('cancelled'))
  if (most) await keep(answer, spoken.ok && spoken.end === 'handed-over' ? io.now() + most : 0, io)
  if (spoken.ok) return EXIT.ok
  report.aside(failureSentence(spoken, messages))
  return command.speech === 'required' ? exitCode(spoken.code) : EXIT.ok
}

/** The voice that the flags ask for, not waited for; undefined when nothing is to be spoken. */
export function speechFor(command: Command, io: CommandIo, messages: Messages): Speech {
  if (command.speech === 'off') return createSpeech(undefined)
  const { rate, wav, sounds, speech } = command
  return createSpeech(
    io.services.voice({
      env: io.env,
      sounds,
      messages,
      working: { text: messages.say('cli.progress.words'), lang: messages.locale },
      ...(rate === undefined ? {} : { rate }),
      ...(wav === undefined ? {} : { wav }),
      ...(speech === 'required' ? { aloud: true } : {}),
    }),
  )
}

/**
 * `describe`, `read`, `ask` and `descry` alone: answers each picture in turn; the exit code is that of the
 * first failure.
 *
 * @param narrator started already, so that its engine loads while the rest is made ready
 */
export async function describe(
  command: Command,
  io: CommandIo,
  messages: Messages,
  narrator: Promise<Narrator>,
): Promise<number> {
  const activity = startActivity(io, command.speech !== 'off')
  const report = createReport(io, messages, command.json)
  const speech = speechFor(command, io, messages)
  activity.onCancel(() => speech.silence())
  const turn: Turn = { command, io, messages, report, speech, activity, narrator }
  const { pictures } = command
  let code: number = EXIT.ok
  if (command.verb === 'sample') {
    const display = io.env.DISPLAY || io.env.WAYLAND_DISPLAY || io.platform !== 'linux'
    const intro = messages.say(display ? 'cli.sample.display' : 'cli.sample.no-display')
    report.aside(intro)
    const spoken = speech.begin('answer')
    spoken.say({ text: intro, lang: messages.locale })
    void spoken.end()
  }
  try {
    for (const [index, source] of pictures.entries()) {
      const values = { number: index + 1, count: pictures.length, name: pictureName(source, messages) }
      const heading = pictures.length > 1 ? messages.say('cli.picture.heading', values) : undefined
      const ended = await answerOne(source, heading, turn)
      code ||= ended
      if (activity.signal.aborted) break
    }
    return code
  } finally {
    await Promise.allSettled([narrator.then((n) => n.close()), speech.close(), activity.close()])
  }
}
