import type { StagePort } from '../../../src/main/capture/stage-port'
import type { Hearing } from '../../../src/main/narrate/hearing'
import { failure, type Failure, type Result } from '../../../src/shared/codes'
import type { Transcript } from '../../../src/shared/engine-protocol'
import type { StageEvent } from '../../../src/shared/stage-protocol'
import { turn } from './scripted-narrator'

type Told = (event: never) => void
/** Samples of a tenth of a second. */
const PIECE = 1600

/** Goes on with everything that waits for nothing but its turn. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await turn()
}

/** A stage whose microphone hears what the test says, and an ear that takes all that is not silence for speech. */
export function aMicrophone() {
  const listeners = new Set<Told>()
  const losses = new Set<() => void>()
  const log: string[] = []
  /** What opening gives; what was transcribed: its seconds, in order. */
  const script = {
    held: { ok: true } as Result<object>,
    prepared: { ok: true } as Result<object>,
    heard: null as Failure | null,
    transcript: { ok: true, transcript: { text: 'What is this?', certainty: 0.95, least: 0.8, timings: {} } } as Result<{ transcript: Transcript }>,
    /** What is waited for before the opening, and before the transcript, is done. */
    opening: Promise.resolve() as Promise<unknown>,
    transcribing: Promise.resolve() as Promise<unknown>,
  }
  const transcribed: number[] = []
  /** Every piece of sound that was handed over, to see that it is wiped. */
  const given: Float32Array[] = []
  const tell = (event: StageEvent): void => {
    for (const hear of [...listeners]) hear(event as never)
  }
  const stage = {
    async ask(request: { type: string }, _deadline: number, signal?: AbortSignal) {
      log.push(request.type)
      await script.opening
      if (signal?.aborted) return failure('cancelled')
      return script.held.ok ? { ok: true, answer: { type: 'microphone-held', job: '' } } : script.held
    },
    tell: (request: { type: string }) => void log.push(request.type),
    listen(listener: Told) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    onLost(lost: () => void) {
      losses.add(lost)
      return () => void losses.delete(lost)
    },
  } as unknown as StagePort
  let speech = 0
  let silence = 0
  const hearing: Hearing = {
    prepare: async () => script.prepared,
    async hear(sound, begins) {
      given.push(sound)
      if (script.heard) return script.heard
      if (begins) speech = silence = 0
      const loud = sound.reduce((count, s) => count + (s === 0 ? 0 : 1), 0) / 16
      const quiet = sound.length / 16 - loud
      speech += loud
      silence = loud > 0 ? quiet : silence + quiet
      return { ok: true, hearing: { speaking: silence === 0 && speech > 0, speech, silence } }
    },
    async transcribe(sound, signal) {
      transcribed.push(sound.length / 16_000)
      given.push(sound)
      await script.transcribing
      return signal.aborted ? failure('cancelled') : script.transcript
    },
  }
  async function sound(milliseconds: number, level: number): Promise<void> {
    for (let rest = milliseconds; rest > 0; rest -= 100) {
      const samples = new Float32Array(PIECE).fill(level)
      given.push(samples)
      tell({ type: 'microphone-sound', samples })
      await settle()
    }
  }
  return {
    ...{ stage, hearing, script, log, transcribed, given, tell },
    speak: (milliseconds: number) => sound(milliseconds, 0.5),
    pause: (milliseconds: number) => sound(milliseconds, 0),
    lose: () => losses.forEach((lost) => lost()),
    isOpen: () => log.findLast((one) => one.startsWith('microphone')) === 'microphone-hold',
  }
}
