import type { FeatureParts } from '../../../src/main/app/features'
import { createListening } from '../../../src/main/app/listening'
import { AppStateStore, firstState } from '../../../src/main/app/state'
import { Wanted } from '../../../src/main/app/wanted'
import type { Voice } from '../../../src/main/speak/voice'
import type { Settings } from '../../../src/shared/settings'
import { aMicrophone, settle } from './a-microphone'
import { anApp } from './an-app'

/** Spoken questions over a microphone that hears the test, and the app's real answering. */
export function aListening({ change = {}, explains = false }: { change?: Partial<Settings>; explains?: boolean } = {}) {
  const app = anApp({ change })
  const microphone = aMicrophone()
  const wanted = new Wanted()
  const steps: string[] = []
  const state = new AppStateStore(firstState(app.settings.current, 'en'), ({ listening }) => {
    const step = listening ? `${listening.step}${listening.sound ? ' somebody' : ''}` : 'nobody'
    if (steps.at(-1) !== step) steps.push(step)
  })
  /** Holds the start sound, to see what waits for it. */
  const sounds = { ended: true }
  const voice: Voice = {
    ...app.voice,
    earcon(earcon) {
      app.voice.earcon(earcon)
      if (sounds.ended) microphone.tell({ type: 'earcon-ended', name: earcon })
    },
  }
  const parts = {
    ...{ ...app, voice, wanted, state, stage: microphone.stage, narrator: { ...app.narrator, hearing: microphone.hearing } },
    settings: { current: () => app.settings.current },
    now: () => app.state.now,
  } as unknown as FeatureParts
  const listening = createListening(parts, () => explains)
  const wantedAtOpening: boolean[] = []
  /** The key, up to the moment in which one may speak: the sound's echo is over. */
  const begin = async (): Promise<void> => {
    listening.toggle(null)
    await settle()
    wantedAtOpening.push(wanted.microphone())
    await microphone.pause(100)
    await microphone.pause(200)
  }
  return { ...app, ...microphone, microphone, listening, wanted, store: state, steps, sounds, begin, wantedAtOpening, spoke: app.log, earcons: () => app.log.filter((one) => one.startsWith('earcon')) }
}
