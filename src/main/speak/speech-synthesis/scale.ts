import { OWN_RATE } from '../own-voice/synthesiser'
import { ssipPitch, ssipRate, ssipWordsPerMinute } from '../speech-dispatcher/ssip-scale'

/**
 * speechSynthesis takes factors of the voice's normal rate and pitch. On Linux, Chromium turns them into
 * Speech Dispatcher's -100 to 100 as 100 × log3(factor), for factors from 0.334 to 3
 * (content/browser/speech/tts_linux.cc); this is the inverse.
 */
const linuxFactor = (ssip: number): number => 3 ** (ssip / 100)

/**
 * The rate factor that speaks `wordsPerMinute`, 1 where the user set none: on Linux by the measured
 * rates of Speech Dispatcher, elsewhere by the Web Speech API's own definition (2 is twice the normal
 * rate). Pure.
 */
export function rateFactor(wordsPerMinute: number | undefined, platform: NodeJS.Platform): number {
  if (wordsPerMinute === undefined) return 1
  return platform === 'linux' ? linuxFactor(ssipRate(wordsPerMinute)) : wordsPerMinute / OWN_RATE
}

/** The words a minute of a voice whose rate nobody set. Pure. */
export function ownRate(platform: NodeJS.Platform): number {
  return platform === 'linux' ? ssipWordsPerMinute(0) : OWN_RATE
}

/** A pitch of -1 to 1 as a factor of 0 to 2 (Web Speech API), on Linux so that Chromium makes of it ours. Pure. */
export function pitchFactor(pitch: number, platform: NodeJS.Platform): number {
  return platform === 'linux' ? Math.min(2, linuxFactor(ssipPitch(pitch))) : 1 + Math.min(1, Math.max(-1, pitch))
}
