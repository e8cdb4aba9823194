import type { Result } from '../shared/codes'
import type { Length } from '../shared/engine-protocol'
import type { Messages } from '../shared/messages'
import type { Picture } from '../shared/picture'
import type { Narrator } from '../main/narrate/narrator'
import { startActivity } from './activity'
import type { Command } from './arguments'
import { median, threeDigits, tokenRate } from './bench-figures'
import { EXIT, exitCode } from './exit-codes'
import type { CommandIo } from './io'
import { BENCH_PHOTO, BENCH_SCREEN, readPicture } from './picture-source'
import { createReport } from './report'

const RUNS = 5

/** In the order in which they are said; each has its sentence under `cli.bench`. */
const FIGURES = ['cold', 'warm', 'answer', 'rate', 'read'] as const
/** Milliseconds, save `rate`, tokens a second; undefined where a machine lacks what is measured. */
type Figures = Record<(typeof FIGURES)[number], number | undefined>

interface Run {
  readonly figures: Figures
  readonly model: string
  readonly provider: string
}

/** `descry bench`: five times over, loads the model anew, describes a photograph and reads a screen. */
export async function bench(command: Command, io: CommandIo, messages: Messages): Promise<number> {
  const report = createReport(io, messages, command.json)
  const activity = startActivity(io, false)
  const { signal } = activity
  const clock = () => performance.now()

  async function timed(narrator: Narrator, verb: 'describe' | 'read', picture: Picture, length: Length) {
    const from = clock()
    const options = { length, hedge: 'words', messages, takenAt: io.now(), signal } as const
    let first: number | undefined
    const result = await narrator[verb](picture, options, { sentence: () => (first ??= clock() - from) })
    const all = clock() - from
    return { result, first: first ?? all, all }
  }

  async function once(photo: Picture, screen: Picture): Promise<Result<{ run: Run }>> {
    const from = clock()
    const folder = command.model === undefined ? {} : { modelFolder: command.model }
    const narrator = await io.services.narrator(folder)
    try {
      const started = clock() - from
      const cold = await timed(narrator, 'describe', photo, 'normal')
      if (!cold.result.ok) return cold.result
      const warm = await timed(narrator, 'describe', photo, 'normal')
      if (!warm.result.ok) return warm.result
      const brief = await timed(narrator, 'describe', photo, 'brief')
      // A machine without the recogniser still has the other figures.
      const read = await timed(narrator, 'read', screen, 'normal')
      const { model, provider } = warm.result.answer
      const figures = {
        cold: started + cold.first,
        warm: warm.first,
        answer: warm.all,
        rate: brief.result.ok ? tokenRate(brief.result.answer) : undefined,
        read: read.result.ok ? read.all : undefined,
      }
      return { ok: true, run: { figures, model: model ?? '', provider: provider ?? '' } }
    } finally {
      await narrator.close()
    }
  }

  async function measure(): Promise<Result<{ runs: Run[] }>> {
    const photo = await readPicture(BENCH_PHOTO, io, signal)
    if (!photo.ok) return photo
    const screen = await readPicture(BENCH_SCREEN, io, signal)
    if (!screen.ok) return screen
    const runs: Run[] = []
    while (runs.length < RUNS) {
      const result = await Promise.race([once(photo.picture, screen.picture), activity.cancelled])
      if (!result.ok) return result
      runs.push(result.run)
    }
    return { ok: true, runs }
  }

  try {
    if (!command.json) report.aside(messages.say('cli.bench.running'))
    const measured = await measure()
    if (!measured.ok) {
      report.failure(measured)
      return exitCode(measured.code)
    }
    const { runs } = measured
    const { model = '', provider = '' } = runs[0] ?? {}
    const medians = FIGURES.map((name) => {
      const values = runs.map((run) => run.figures[name]).filter((value) => value !== undefined)
      const middle = median(values)
      return [name, middle === undefined ? null : threeDigits(middle)] as const
    })
    report.line(messages.say('cli.bench.model', { model, provider }))
    for (const [name, value] of medians) {
      if (value !== null) report.line(messages.say(`cli.bench.${name}`, { value }))
    }
    report.line(messages.say('cli.bench.spread', { runs: RUNS }))
    report.result({ verb: 'bench', runs: RUNS, model, provider, ...Object.fromEntries(medians) })
    return EXIT.ok
  } finally {
    await activity.close()
  }
}
