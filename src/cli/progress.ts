import type { Messages } from '../shared/messages'
import { startProgressSchedule, type Timers } from '../main/speak/progress-schedule'

export interface Progress {
  /** Called when the answer's first words are there, and again without harm. */
  stop(): void
}

/** Signs of life on stderr while an answer is worked out: the voice's schedule, for those who read. */
export function startProgress(
  stderr: { write(text: string): unknown },
  messages: Messages,
  timers: Timers = { setTimeout, clearTimeout },
): Progress {
  let marked = false
  const schedule = startProgressSchedule(
    (sign) => {
      if (sign === 'tick') stderr.write('.')
      if (sign === 'words') stderr.write(`${marked ? '\n' : ''}${messages.say('cli.progress.words')}\n`)
      if (sign !== 'began') marked = sign === 'tick'
    },
    timers,
    0,
  )
  return {
    stop() {
      schedule.stop()
      if (marked) stderr.write('\n')
      marked = false
    },
  }
}
