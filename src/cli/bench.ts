import { cpus, platform, release, totalmem } from 'node:os'
import { dependencies, version } from '../../package.json'
import type { Result } from '../shared/codes'
import type { Device, Precision } from '../shared/devices'
import type { Length } from '../shared/engine-protocol'
import type { Messages } from '../shared/messages'
import type { Picture } from '../shared/picture'
import type { Narrator } from '../main/narrate/narrator'
import { startActivity } from './activity'
import type { Command } from './arguments'
import { FIGURES, medians, tokenRate, type Figure, type Figures } from './bench-figures'
import { bytesPerToken, questionRound } from './bench-question'
import { chosenModel } from './chosen-model'
import { EXIT, exitCode } from './exit-codes'
import type { CommandIo } from './io'
import { ownEngine } from './own-engine'
import { BENCH_PHOTO, BENCH_SCREEN, readPicture } from './picture-source'
import { createReport } from './report'

const RUNS = 5

/** What is measured with, and on. */
interface Setting {
  readonly folder: string
  readonly model: string
  readonly provider: string
  readonly device: Device
  readonly threads: number
  readonly precision: Precision | null
}

interface Run {
  readonly figures: Figures
  readonly setting: Setting
}

/** Figures that are said in other units than they are kept in. */
const SAID_IN: Readonly<Partial<Record<Figure, number>>> = {
  ...{ resident: 1 / 1_000_000, peak: 1 / 1_000_000, bytesPerToken: 1 / 1_000_000 },
  ...{ bandwidth: 1 / 1_000_000_000, followUp: 100 },
}

/** `descry bench`: five times over, loads the model anew, describes a photograph, asks about it and reads a screen. */
export async function bench(command: Command, io: CommandIo, messages: Messages): Promise<number> {
  const report = createReport(io, messages, command.json)
  const activity = startActivity(io, false)
  const { signal } = activity
  const clock = () => performance.now()
  const { measuring } = io.services
  if (!measuring) throw new Error('a machine is measured by the command itself')
  const { engine, bandwidth: readMemory } = measuring

  async function timed(narrator: Narrator, verb: 'describe' | 'read', picture: Picture, length: Length) {
    const from = clock()
    const options = { length, hedge: 'words', messages, takenAt: io.now(), signal } as const
    let first: number | undefined
    const result = await narrator[verb](picture, options, { sentence: () => (first ??= clock() - from) })
    const all = clock() - from
    return { result, first: first ?? all, all }
  }

  /** As a user meets it: from the start to the first sentence, and once more with everything loaded. */
  async function describing(photo: Picture, screen: Picture): Promise<Result<{ run: Run }>> {
    const from = clock()
    const narrator = await io.services.narrator(chosenModel(command.model, io))
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
      const { modelFolder: folder, vision, device } = await narrator.status()
      const setting: Setting = {
        ...{ folder, model: model ?? '', provider: provider ?? '' },
        ...{ device: device?.inUse ?? 'cpu', threads: vision.info?.threads ?? 1, precision: vision.info?.precision ?? null },
      }
      const figures = {
        cold: started + cold.first,
        warm: warm.first,
        answer: warm.all,
        rate: brief.result.ok ? tokenRate(brief.result.answer) : undefined,
        read: read.result.ok ? read.all : undefined,
      }
      return { ok: true, run: { figures, setting } }
    } finally {
      await narrator.close()
    }
  }

  async function asking(setting: Setting, photo: Picture, screen: Picture): Promise<Result<{ figures: Figures }>> {
    const { folder, device, threads } = setting
    const { cacheFolder } = ownEngine(io.env, io.platform)
    const spawn = await engine()
    return questionRound({ spawn, folder, device, threads, cacheFolder, picture: photo, other: screen, signal })
  }

  async function measure(): Promise<Result<{ rounds: Figures[]; setting: Setting }>> {
    const photo = await readPicture(BENCH_PHOTO, io, signal)
    if (!photo.ok) return photo
    const screen = await readPicture(BENCH_SCREEN, io, signal)
    if (!screen.ok) return screen
    const rounds: Figures[] = []
    for (;;) {
      const described = await Promise.race([describing(photo.picture, screen.picture), activity.cancelled])
      if (!described.ok) return described
      const { setting, figures } = described.run
      const asked = await Promise.race([asking(setting, photo.picture, screen.picture), activity.cancelled])
      if (!asked.ok) return asked
      rounds.push({ ...figures, ...asked.figures })
      if (!command.json) report.aside(messages.say('cli.bench.round', { round: rounds.length, runs: RUNS }))
      if (rounds.length === RUNS) return { ok: true, rounds, setting }
    }
  }

  /** What decoding cannot be faster than: each token reads the whole graph once. */
  async function roofline({ folder, precision, threads }: Setting): Promise<Figures> {
    const [bandwidth, bytes] = [await readMemory(threads), await bytesPerToken(folder, precision)]
    return { bandwidth, bytesPerToken: bytes, roofline: bytes ? bandwidth / bytes : undefined }
  }

  try {
    if (!command.json) report.aside(messages.say('cli.bench.running'))
    const measured = await measure()
    if (!measured.ok) {
      report.failure(measured)
      return exitCode(measured.code)
    }
    const { rounds, setting } = measured
    const { model, provider, device, threads, precision } = setting
    const roof = await roofline(setting)
    const figures = medians(rounds.map((round) => ({ ...round, ...roof })))
    report.line(messages.say('cli.bench.model', { model, provider, threads, precision: precision ?? 'none' }))
    for (const name of FIGURES) {
      const value = figures[name]
      if (value !== null) report.line(messages.say(`cli.bench.${name}`, { value: Number((value * (SAID_IN[name] ?? 1)).toPrecision(3)) }))
    }
    report.line(messages.say('cli.bench.spread', { runs: RUNS }))
    const machine = { processor: cpus()[0]?.model ?? '', cores: cpus().length, memory: totalmem(), system: `${platform()} ${release()}` }
    const versions = { descry: version, node: process.versions.node, onnxruntime: dependencies['onnxruntime-node'] }
    report.result({ verb: 'bench', runs: RUNS, model, provider, device, threads, precision, ...figures, machine, versions })
    return EXIT.ok
  } finally {
    await activity.close()
  }
}
