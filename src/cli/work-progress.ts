import type { Messages } from '../shared/messages'
import type { DownloadProgress } from '../shared/model-catalogue'
import { percentOf, progressWords, sizeValues } from '../shared/model-words'
import type { CommandIo } from './io'
import { plainText } from './plain-text'

const WIDTH = 30

/** Progress of work on a model on standard error: a bar where that is a terminal, else a line at each quarter. */
export function workProgress(io: Pick<CommandIo, 'stderr' | 'terminal'>, messages: Messages, name: string) {
  const size = (bytes: number): string => messages.say('models.size', sizeValues(bytes))
  let before: DownloadProgress | null = null
  let drawn = ''
  const line = (progress: DownloadProgress): void => {
    const words = progressWords(before, progress, name, size)
    if (words) io.stderr.write(`${plainText(messages.say(words.key, words.values))}\n`)
  }
  const bar = ({ received, total }: DownloadProgress): void => {
    if (total === 0) return
    const percent = percentOf(received, total)
    const full = Math.round((percent / 100) * WIDTH)
    const next = `[${'='.repeat(full)}${' '.repeat(WIDTH - full)}] ${messages.say('cli.models.bar', { percent, size: size(total) })}`
    if (next === drawn) return
    io.stderr.write(`\r${next.padEnd(drawn.length)}`)
    drawn = next
  }
  return {
    hear(progress: DownloadProgress): void {
      if (io.terminal) bar(progress)
      else line(progress)
      before = progress
    },
    /** Ends the bar's line, so that what comes next has its own. */
    end(): void {
      if (drawn) io.stderr.write('\n')
    },
  }
}
