import type { Failure, FailureCode, Result } from '../../shared/codes'
import type { DeviceOutcome, Forced, ProbeRun, ProbeStage } from '../../shared/device-probe'
import type { Device, Precision } from '../../shared/devices'
import { compareRuns, isWithin, type Agreement } from './device-agreement'
import { DEVICE_LIMITS, type LimitsName } from './device-limits'
import type { EngineSpawner } from './engine-process'
import { runOnce } from './one-shot'

/** Milliseconds a trial may take, the process's start and the first compiling of shaders included. */
const DEADLINE = 180_000

export interface ProbeTarget {
  readonly folder: string
  readonly threads: number
  readonly cacheFolder?: string
  readonly signal?: AbortSignal
  readonly deadline?: number
}

/** What one trial of a device came to. */
export interface DeviceTrial {
  readonly device: Device
  /** Whether files in half floats might be chosen. */
  readonly half: boolean
  readonly outcome: DeviceOutcome
  /** Graphs' files that were chosen, as far as it got. */
  readonly files?: readonly string[]
  /** Of the engine or the system, for logs. */
  readonly detail?: string
  /** Absent where it did not get as far. */
  readonly run?: ProbeRun
  readonly agreement?: Agreement & { readonly limits: LimitsName }
}

/** The processor's answer with its own files: what devices are compared with and timed against. */
export async function probeProcessor(spawn: EngineSpawner, target: ProbeTarget): Promise<Result<{ run: ProbeRun }>> {
  return (await probe(spawn, target, { device: 'cpu', filesOf: 'cpu', half: true, exact: false })).result
}

/**
 * Tries a device in processes of its own, first with half floats, then without where that failed and the
 * model has other files.
 *
 * @param reference the processor's answer with its own files
 * @returns the last trial; a failure only where it was cancelled
 */
export async function probeDevice(
  spawn: EngineSpawner,
  target: ProbeTarget,
  device: Device,
  reference: ProbeRun,
): Promise<Result<{ trial: DeviceTrial }>> {
  if (!reference.known.includes(device)) return { ok: true, trial: { device, half: true, outcome: 'not-in-package' } }
  const first = await tryDevice(spawn, target, device, true, reference)
  if (!first.ok || !MAY_BE_HALF.has(first.trial.outcome) || !hasHalf(first.trial.files ?? [])) return first
  const second = await tryDevice(spawn, target, device, false, reference)
  // A model that has half floats alone fails once more, and the first words on it are the truer ones.
  return second.ok && hasHalf(second.trial.files ?? []) ? first : second
}

/** What a device may do that cannot compute in half floats. */
const MAY_BE_HALF: ReadonlySet<DeviceOutcome> = new Set(['throws-on-create', 'throws-on-run', 'wrong-numbers', 'crashed'])

async function tryDevice(
  spawn: EngineSpawner,
  target: ProbeTarget,
  device: Device,
  half: boolean,
  reference: ProbeRun,
): Promise<Result<{ trial: DeviceTrial }>> {
  const asked = { device, filesOf: device, half, exact: false, forced: forcedBy(reference) }
  const { result, stage, files } = await probe(spawn, target, asked)
  if (!result.ok) {
    if (result.code === 'cancelled') return result
    const outcome = outcomeOf(result, stage, reference.bundled.includes(device))
    return { ok: true, trial: { device, half, files, outcome, ...(result.detail ? { detail: result.detail } : {}) } }
  }
  const { run } = result
  const beside = await besideIt(spawn, target, asked, run, reference)
  if (!beside.ok) return beside
  const limits = DEVICE_LIMITS[beside.limits]
  const agreement = { ...compareRuns(beside.run, run, limits.tie), limits: beside.limits }
  const outcome = isWithin(agreement, limits) ? 'right' : 'wrong-numbers'
  return { ok: true, trial: { device, half, files: run.files, outcome, run, agreement } }
}

/** The processor's exact numbers for the same files; its own answer where it cannot compute those of the device. */
async function besideIt(
  spawn: EngineSpawner,
  target: ProbeTarget,
  asked: Asked,
  run: ProbeRun,
  reference: ProbeRun,
): Promise<Result<{ run: ProbeRun; limits: LimitsName }>> {
  const { result } = await probe(spawn, target, { ...asked, device: 'cpu', exact: true })
  if (result.ok) return { ok: true, run: result.run, limits: limitsFor(run) }
  return result.code === 'cancelled' ? result : { ok: true, run: reference, limits: 'other' }
}

/** Precisions whose activations a device may round to eight bits. */
const ROUNDED: ReadonlySet<Precision> = new Set(['quantized', 'q4', 'q4f16'])

function limitsFor({ precision, files }: ProbeRun): LimitsName {
  if (ROUNDED.has(precision)) return 'eightBits'
  return hasHalf(files) ? 'half' : 'full'
}

interface Asked {
  readonly device: Device
  readonly filesOf: Device
  readonly half: boolean
  readonly exact: boolean
  readonly forced?: Forced
}

async function probe(
  spawn: EngineSpawner,
  { folder, threads, cacheFolder, signal, deadline = DEADLINE }: ProbeTarget,
  asked: Asked,
): Promise<{ result: Result<{ run: ProbeRun }>; stage: ProbeStage; files: readonly string[] }> {
  let stage: ProbeStage = 'create'
  let files: readonly string[] = []
  const kept = cacheFolder === undefined ? {} : { cacheFolder }
  const result = await runOnce(
    spawn,
    { type: 'probe', job: 'probe', folder, threads, ...asked, ...kept },
    {
      role: 'vision-language',
      ending: 'probed',
      deadline,
      ...(signal ? { signal } : {}),
      onEvent(event) {
        if (event.type === 'probing') ({ stage, files } = event)
      },
    },
  )
  return { result: result.ok ? { ok: true, run: result.event.run } : result, stage, files }
}

function forcedBy({ tokens, steps }: ProbeRun): Forced {
  return { tokens, compared: steps.map(({ ids }) => ids) }
}

/** Half floats can be in any of the graphs, whatever the language model's precision. */
function hasHalf(files: readonly string[]): boolean {
  return files.some((file) => /_(?:fp16|q4f16)\.onnx$/.test(file))
}

const OUTCOME_BY_CODE: Readonly<Partial<Record<FailureCode, DeviceOutcome>>> = {
  'engine-hung': 'hung',
  'engine-crashed': 'crashed',
  'engine-out-of-memory': 'out-of-memory',
}

function outcomeOf({ code }: Failure, stage: ProbeStage, isBundled: boolean): DeviceOutcome {
  if (code === 'device-unavailable') return isBundled ? 'absent' : 'not-in-package'
  return OUTCOME_BY_CODE[code] ?? (stage === 'create' ? 'throws-on-create' : 'throws-on-run')
}
