import type { Voice } from '../speak/voice'

export interface WatchedVoice {
  readonly voice: Voice
  /** Nothing of ours is being said, prepared or waiting. */
  readonly isFree: () => boolean
}

/**
 * The same voice, with somebody who is told when it falls silent: what nobody asked for is said only then.
 *
 * @param freed hears of each moment in which the last utterance ended or was silenced
 */
export function watchedVoice(voice: Voice, freed: () => void): WatchedVoice {
  const open = new Set<object>()
  const close = (utterance: object): void => {
    if (open.delete(utterance) && open.size === 0) freed()
  }
  return {
    isFree: () => open.size === 0,
    voice: {
      ...voice,
      beginAnswer(kind, how) {
        const spoken = voice.beginAnswer(kind, how)
        open.add(spoken)
        return {
          say: (sentence) => spoken.say(sentence),
          end: () => spoken.end().finally(() => close(spoken)),
        }
      },
      async silence(how) {
        // What was begun before says no more; what is begun from now on does.
        const silenced = [...open]
        await voice.silence(how)
        for (const utterance of silenced) close(utterance)
      },
    },
  }
}
