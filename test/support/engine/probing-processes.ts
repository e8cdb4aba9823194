import type { ProbeRun, ProbeStep } from '../../../src/shared/device-probe'
import type { Device } from '../../../src/shared/devices'
import type { EngineRequest } from '../../../src/shared/engine-protocol'
import type { EngineSpawner } from '../../../src/main/engine-host/engine-process'
import { ScriptedProcess } from './scripted-process'

type Probe = Extract<EngineRequest, { type: 'probe' }>
type Load = Extract<EngineRequest, { type: 'load' }>

/** What a trial's process does once it was asked. */
export type Act = (process: ScriptedProcess, request: Probe) => void

const IDS = [5, 3, 1, 0]

/** One step's scores: 5 is the best token, by far. */
function step(change: Partial<ProbeStep> = {}): ProbeStep {
  return { best: 5, ids: IDS, scores: [9, 6, 2, -4], deviation: 3, finite: true, ...change }
}

export function probeRun(change: Partial<ProbeRun> = {}): ProbeRun {
  return {
    device: 'cpu',
    precision: 'fp32',
    files: ['decoder_model_merged.onnx'],
    known: ['cuda', 'webgpu', 'cpu'],
    bundled: ['webgpu', 'cpu'],
    tokens: [5, 5, 5],
    steps: [step(), step(), step(), step()],
    times: { load: 10, warmUp: 50, firstToken: 400, decode: 20 },
    ...change,
  }
}

/** Answers with the processor's numbers, so much faster. */
export const answers =
  (speed = 1, change: Partial<ProbeRun> = {}): Act =>
  (process, { job, device }) => {
    const times = { load: 10, warmUp: 50, firstToken: 400 / speed, decode: 20 / speed }
    process.say({ type: 'probing', job, stage: 'run', files: ['decoder_model_merged.onnx'] })
    process.say({ type: 'probed', job, run: probeRun({ device, times, ...change }) })
  }

/** Every step's best token is another, and the scores are far off. */
export const answersWrongly: Act = answers(10, {
  steps: Array.from({ length: 4 }, () => step({ best: 0, scores: [-4, 2, 6, 9] })),
})

export const failsAt =
  (stage: 'create' | 'run', code: 'device-failed' | 'device-unavailable' = 'device-failed', file = 'decoder_model_merged.onnx'): Act =>
  (process, { job }) => {
    process.say({ type: 'probing', job, stage, files: [file] })
    process.say({ type: 'failed', job, code, detail: 'the words of the device' })
  }

export const crashes: Act = (process) => process.exit(null, 'SIGSEGV')

/** Begins and is never heard of again. */
export const hangs: Act = (process, { job }) => {
  process.say({ type: 'probing', job, stage: 'run', files: ['decoder_model_merged.onnx'] })
}

export interface Devices {
  readonly spawn: EngineSpawner
  readonly processes: ScriptedProcess[]
  /** Trials in their order. */
  readonly trials: Probe[]
  readonly loads: Load[]
}

/** Processes that are tried on devices as they are told, and load any model. */
export function probingProcesses(acts: Readonly<Partial<Record<Device, Act>>>): Devices {
  const processes: ScriptedProcess[] = []
  const trials: Probe[] = []
  const loads: Load[] = []
  const spawn: EngineSpawner = (role) => {
    const process = new ScriptedProcess(role)
    processes.push(process)
    void process.hears('probe').then((request) => {
      trials.push(request)
      ;(acts[request.device] ?? answers())(process, request)
    })
    void process.hears('load').then((request) => {
      loads.push(request)
      const info = { model: 'm', provider: request.device ?? 'cpu', precision: 'fp32', threads: 1 }
      process.say({ type: 'loaded', job: request.job, info, timings: { load: 1 } })
    })
    queueMicrotask(() => process.ready())
    return process
  }
  return { spawn, processes, trials, loads }
}
