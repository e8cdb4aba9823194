import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { RESOURCES } from '../resources'

/** Where what understands speech lies. */
export interface SpeechPlaces {
  /** Folder of the recogniser of speech. */
  readonly folder: string
  /** File of the graph that tells speech from other sound. */
  readonly activity: string
}

/** Where set-up puts both models of speech. */
export const SPEECH_PLACES: SpeechPlaces = {
  folder: join(RESOURCES, 'models', 'moonshine-tiny-en'),
  activity: join(RESOURCES, 'models', 'silero-vad', 'silero_vad_16k_op15.onnx'),
}

/** Whether both are there: set-up could fetch them. Looks at no contents. */
export function isSpeechThere({ folder, activity }: SpeechPlaces): boolean {
  return existsSync(join(folder, 'decoder_model_merged.ort')) && existsSync(activity)
}
