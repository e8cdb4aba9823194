import type { Settings } from '../../shared/settings'
import type { Telling, Topic } from '../../shared/verbosity'
import type { Words } from '../speak/route'
import type { Voice } from '../speak/voice'

/** Earcons are audible. Pure. */
export const areSoundsHeard = ({ sounds, braille }: Pick<Settings, 'sounds' | 'braille'>): boolean => sounds.on && sounds.volume > 0 && !braille.only

/** How a kind of message is told now: as the user set it, but in words where no sound would be heard. Pure. */
export function tellingOf(topic: Topic, settings: Pick<Settings, 'verbosity' | 'sounds' | 'braille'>): Telling {
  const chosen: Telling = settings.verbosity[topic]
  return chosen === 'sound' && !areSoundsHeard(settings) ? 'words' : chosen
}

/**
 * Tells what is neither an answer, nor a failure, nor asked for, as the user wants that kind told.
 * @param say says the words where they are wanted; without it at once, as Descry says its own words
 */
export type Tell = (topic: Topic, words: readonly Words[], say?: (words: readonly Words[]) => void) => void

interface TellParts {
  readonly settings: () => Pick<Settings, 'verbosity' | 'sounds' | 'braille'>
  readonly say: (words: readonly Words[]) => void
  readonly earcon: Voice['earcon']
}

export function createTell({ settings, say: sayAtOnce, earcon }: TellParts): Tell {
  return (topic, words, say = sayAtOnce) => {
    if (words.length === 0) return
    const telling = tellingOf(topic, settings())
    if (telling === 'words') say(words)
    else if (telling === 'sound') earcon('done')
  }
}
