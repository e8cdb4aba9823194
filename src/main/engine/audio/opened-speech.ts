import { failure, type Result } from '../../../shared/codes'
import { Moonshine } from './moonshine'
import { VoiceActivity } from './voice-activity'

/** What understands speech, loaded. */
export interface OpenedSpeech {
  readonly activity: VoiceActivity
  readonly recogniser: Moonshine
}

/** Where it lies, and how many threads it may use. */
export interface SpeechSource {
  /** The recogniser's folder. */
  readonly folder: string
  /** File of the voice activity's graph. */
  readonly activity: string
  readonly threads: number
}

/** Errors: `speech-not-installed` where a file is missing, and those of the two parts. */
export async function openSpeech({ folder, activity: file, threads }: SpeechSource): Promise<Result<{ speech: OpenedSpeech }>> {
  const activity = await VoiceActivity.open(file)
  if (!activity.ok) return notInstalled(activity)
  const recogniser = await Moonshine.open(folder, threads)
  if (recogniser.ok) return { ok: true, speech: { activity: activity.activity, recogniser: recogniser.recogniser } }
  await activity.activity.close()
  return notInstalled(recogniser)
}

function notInstalled(failed: Exclude<Result<object>, { ok: true }>): Exclude<Result<object>, { ok: true }> {
  return failed.code === 'model-file-missing' ? failure('speech-not-installed', failed.detail) : failed
}
