import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FliteSynthesiser } from '../../../src/main/speak/own-voice/flite'
import { wavOf } from '../../../src/main/speak/wav'
import { isSpeechThere, SPEECH_PLACES } from '../../../src/main/models/speech-folder'
import type { DesktopSession } from '../../support/desktop-session/session'

const RATE = 16_000
/** Seconds of silence after the opening: the start sound is over by then, also on a busy machine. */
const LEAD = 5
/** The microphone begins anew at its end; no question takes so long. */
const TAIL = 60

/** Why no spoken question can be understood here; undefined where it can. */
export const speechMissing = isSpeechThere(SPEECH_PLACES) ? undefined : 'what understands speech is not fetched on this machine'

const file = (session: DesktopSession): string => join(session.folder, 'microphone.wav')

/** A microphone that hears what `hears` says, from each opening on: what the app's Chromium must be told. */
export function microphoneThatHears(session: DesktopSession): string[] {
  write(session, [])
  return ['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${file(session)}`]
}

/** @param parts sentences in Flite's voice, and seconds of silence between them */
export async function hears(session: DesktopSession, ...parts: readonly (string | number)[]): Promise<void> {
  const flite = new FliteSynthesiser()
  const sounds: Int16Array[] = []
  for (const part of parts) {
    if (typeof part === 'number') sounds.push(new Int16Array(part * RATE))
    else {
      const made = await flite.synthesise(part, 'en', { rate: 160, pitch: 0, volume: 1, punctuation: 'voice', voice: undefined })
      if (!made.ok || made.pcm.rate !== RATE) throw new Error(`Flite did not say "${part}"`)
      sounds.push(made.pcm.samples)
    }
  }
  await flite.close()
  write(session, sounds)
}

function write(session: DesktopSession, sounds: readonly Int16Array[]): void {
  const all = [new Int16Array(LEAD * RATE), ...sounds, new Int16Array(TAIL * RATE)]
  const samples = new Int16Array(all.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of all) {
    samples.set(part, at)
    at += part.length
  }
  writeFileSync(file(session), wavOf({ rate: RATE, samples }))
  session.give(file(session))
}
