import type { InferenceSession } from 'onnxruntime-node'
import { failure, type Failure } from '../../../shared/codes'
import type { Device } from '../../../shared/devices'

type Options = InferenceSession.SessionOptions

interface Provider {
  readonly providers: NonNullable<Options['executionProviders']>
  /** What its documentation demands of a session. */
  readonly session?: Pick<Options, 'enableMemPattern' | 'executionMode'>
}

/**
 * onnxruntime's execution providers of each device; what one cannot compute goes to the processor. That is not
 * named beside it: onnxruntime-node would then take it alone, without a word, where it has not the other one.
 */
export const PROVIDERS: Readonly<Record<Device, Provider>> = {
  cuda: { providers: ['cuda'] },
  // "does not support memory pattern optimizations or parallel execution" (onnxruntime.ai, DirectML provider)
  dml: { providers: ['dml'], session: { enableMemPattern: false, executionMode: 'sequential' } },
  coreml: { providers: ['coreml'] },
  webgpu: { providers: ['webgpu'] },
  cpu: { providers: ['cpu'] },
}

/**
 * What onnxruntime-node 1.30 says where a device is not there, or its libraries are not: tried with WebGPU
 * without a Vulkan driver, with CUDA without its libraries, and with DirectML on Linux.
 */
const UNAVAILABLE = /failed to get a webgpu adapter|no supported adapters|failed to load shared library|backend not found|no cuda-capable device/i

/** What a device threw while a graph was opened on it. */
export function deviceFailure(text: string): Failure {
  return failure(UNAVAILABLE.test(text) ? 'device-unavailable' : 'device-failed', text.slice(0, 300))
}
