import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wavOf } from '../../../src/main/speak/wav'

/** A microphone that hears a sound. */
export interface SoundFile {
  /** Chromium's flags that make it the microphone; from its opening on, over and over. */
  readonly flags: readonly string[]
  close(): Promise<void>
}

/** @param samples one channel, -1 to 1 @param rate samples a second */
export async function soundOf(samples: Float32Array, rate: number): Promise<SoundFile> {
  const folder = await mkdtemp(join(tmpdir(), 'descry-sound-'))
  const file = join(folder, 'microphone.wav')
  await writeFile(file, wavOf({ rate, samples: Int16Array.from(samples, (s) => Math.round(s * 32_767)) }))
  return {
    flags: ['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${file}`],
    close: () => rm(folder, { recursive: true, force: true }),
  }
}
