import type { Messages } from '../../../shared/messages'
import type { Settings } from '../../../shared/settings'
import type { StagePort } from '../../capture/stage-port'
import { READER_RATE, speechTime } from '../../speak/sounding'
import type { Voice } from '../../speak/voice'
import { areSoundsHeard } from '../tell'

/** A sound that is not over by then is not waited for, milliseconds. */
const LONGEST = 2000

interface SignParts {
  readonly voice: Pick<Voice, 'silence' | 'earcon' | 'beginAnswer'>
  readonly stage: Pick<StagePort, 'listen' | 'onLost'>
  readonly settings: () => Settings
  readonly messages: () => Messages
}

/**
 * Says that one may speak now, by a sound or, where none is heard, in words; resolves when nothing of it is heard any more.
 *
 * @param signal the question was given up: nothing is said of it
 */
export async function startSign({ voice, stage, settings, messages }: SignParts, signal: AbortSignal): Promise<void> {
  await voice.silence({ quietly: true })
  if (signal.aborted) return
  if (areSoundsHeard(settings())) return playedOut(stage, () => voice.earcon('listening'))
  const said = voice.beginAnswer('progress')
  const text = messages().say('listen.now')
  said.say({ text, lang: messages().locale })
  const spoken = await said.end()
  // A reader does not tell when it has said it; braille makes no sound.
  if (spoken.ok && spoken.end === 'handed-over' && !settings().braille.only) await passed(speechTime(text, READER_RATE))
}

/** Resolves when the sound that `play` begins is over, or cannot be. */
async function playedOut(stage: SignParts['stage'], play: () => void): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const done = (): void => resolve(undefined)
  const ends = [stage.listen((event) => event.type === 'earcon-ended' && event.name === 'listening' && done()), stage.onLost(done)]
  const timer = setTimeout(done, LONGEST)
  play()
  await promise
  clearTimeout(timer)
  for (const end of ends) end()
}

function passed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
