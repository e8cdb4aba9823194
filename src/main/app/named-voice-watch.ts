import type { Messages } from '../../shared/messages'
import type { SettingsStore } from '../settings/settings-store'
import type { Voice } from '../speak/voice'
import type { AppStateStore } from './state'

interface WatchParts {
  readonly voice: Pick<Voice, 'speaker' | 'beginAnswer'>
  readonly settings: Pick<SettingsStore, 'current'>
  readonly state: Pick<AppStateStore, 'state' | 'watch'>
  readonly messages: () => Messages
}

/**
 * Says, once for each, that the voice which was chosen by name is none of who speaks now: another one speaks then,
 * and nobody would know why. It comes behind what is being said; where it was cut off, the next change of who speaks
 * has it said again.
 */
export function watchNamedVoice({ voice, settings, state, messages }: WatchParts): void {
  let told = ''
  async function look(): Promise<void> {
    const { name } = settings.current().voice
    // Who would speak is not known before the first look at it.
    const about = name === null || state.state.voice === '' ? '' : `${name} ${state.state.voice}`
    if (about === told) return
    told = about
    if (about === '' || name === null) return
    const driven = (await voice.speaker())?.driven
    // Meanwhile another one may have been chosen; and where no voice has a name, nobody could tell which was lost.
    if (told !== about || !driven || driven.voices.length === 0 || settings.current().voice.name !== name) return
    if (driven.voices.some((known) => known.name === name)) return
    const say = messages()
    const spoken = voice.beginAnswer('failure')
    spoken.say({ text: say.say('tune.voice.missing', { name }), lang: say.locale })
    const end = await spoken.end()
    if (end.ok && end.end === 'silenced' && told === about) told = ''
  }
  state.watch(() => void look())
}
