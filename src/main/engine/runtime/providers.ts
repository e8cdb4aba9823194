import type { InferenceSession } from 'onnxruntime-node'
import type { Device } from '../../../shared/devices'

interface Provider {
  readonly providers: NonNullable<InferenceSession.SessionOptions['executionProviders']>
}

/** onnxruntime's execution providers of each device; what one cannot compute goes to the processor. */
export const PROVIDERS: Readonly<Record<Device, Provider>> = {
  cuda: { providers: ['cuda', 'cpu'] },
  dml: { providers: ['dml', 'cpu'] },
  coreml: { providers: ['coreml', 'cpu'] },
  webgpu: { providers: ['webgpu', 'cpu'] },
  cpu: { providers: ['cpu'] },
}
