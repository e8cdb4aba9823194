import { listSupportedBackends } from 'onnxruntime-node'
import { failure, type Failure } from '../../shared/codes'
import type { ProbeRun } from '../../shared/device-probe'
import { DEVICES, type Device } from '../../shared/devices'
import type { VisionLanguageModel } from './formats/format'
import { filesOf, withoutHalf } from './formats/graph-files'
import { readModelFolder } from './formats/model-folder'
import { openFolder } from './formats/open-model'
import type { Emit, Work } from './job-table'
import { probePicture } from './probe-picture'
import { ProbeRecord } from './probe-record'
import { EXACT_LEVERS, LEVERS } from './runtime/levers'
import type { Turn } from './turn'

/** Tokens of the answer that is compared: enough for the cache to grow many times. */
const TOKENS = 16
/** Timed runs after the warm-up, and milliseconds after which no further one is begun. */
const RUNS = 3
const ENOUGH = 20_000

type ProbeRequest = Extract<Work, { type: 'probe' }>

/**
 * Answers a fixed question about a fixed picture on one device: once to warm up and to be compared, then
 * some times to be timed. What the device throws ends the trial as `device-failed`.
 */
export async function probeDevice(request: ProbeRequest, turn: Turn, emit: Emit): Promise<Failure | null> {
  const { folder, threads, device, half, exact, cacheFolder, job } = request
  const read = await readModelFolder(folder)
  if (!read.ok) return read
  const files = filesOf(half ? read.model : withoutHalf(read.model), request.filesOf)
  const { graphFiles } = files
  emit({ type: 'probing', job, stage: 'create', files: [...graphFiles] })
  const started = performance.now()
  // Copies of graphs are kept for the levers of the product alone.
  const how = exact ? { levers: EXACT_LEVERS } : { levers: LEVERS, cacheFolder }
  const opened = await openFolder(files, { threads, device, ...how })
  if (!opened.ok) return opened
  const load = performance.now() - started
  emit({ type: 'probing', job, stage: 'run', files: [...graphFiles] })
  try {
    const { model } = opened
    const ran = await tryModel(model, request, turn)
    const { bundled, known } = devicesHere()
    const run: ProbeRun = { device, precision: model.precision, files: [...graphFiles], known, bundled, ...ran }
    emit({ type: 'probed', job, run: { ...run, times: { ...ran.times, load } } })
    return null
  } catch (error) {
    return failure('device-failed', error instanceof Error ? error.message : String(error))
  }
}

async function tryModel(
  model: VisionLanguageModel,
  { forced }: ProbeRequest,
  turn: Turn,
): Promise<Pick<ProbeRun, 'tokens' | 'steps' | 'times'>> {
  const began = performance.now()
  const record = await answer(model, 0, turn, new ProbeRecord(TOKENS, forced))
  const warmUp = performance.now() - began
  const timed: ProbeRecord[] = []
  const again = { tokens: record.tokens, compared: record.steps.map(() => []) }
  while (timed.length < RUNS && (timed.length === 0 || performance.now() - began < ENOUGH)) {
    // Another picture each time, so that nothing is kept from the one before.
    timed.push(await answer(model, timed.length + 1, turn, new ProbeRecord(TOKENS, again)))
  }
  const firstToken = median(timed.map((run) => run.firstToken))
  const decode = median(timed.flatMap((run) => run.decodes))
  return { tokens: [...record.tokens], steps: [...record.steps], times: { load: 0, warmUp, firstToken, decode } }
}

async function answer(model: VisionLanguageModel, picture: number, turn: Turn, record: ProbeRecord): Promise<ProbeRecord> {
  const [prompt] = model.prompts.photo.brief
  if (!prompt) throw new RangeError('the model has no question for a photograph')
  record.begin(() => performance.now())
  const seen = await model.look([probePicture(picture)], { detail: false }, turn, {})
  const within: Turn = { pause: turn.pause, cancelled: () => record.isFull || turn.cancelled() }
  await seen.ask(prompt.text, within, () => undefined, { choose: (logits) => record.take(logits) })
  return record
}

/** What onnxruntime can be asked for here, and what its package brings along. */
function devicesHere(): { known: Device[]; bundled: Device[] } {
  const backends = listSupportedBackends()
  const of = (names: readonly string[]): Device[] => DEVICES.filter((device) => names.includes(device))
  return {
    known: of(backends.map(({ name }) => name)),
    bundled: of(backends.filter(({ bundled }) => bundled).map(({ name }) => name)),
  }
}

/** 0 where there is none: an answer of one token has no step after it. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
