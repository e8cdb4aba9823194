import { Button } from 'react-aria-components'
import { usePage } from '../../page-context'
import { View } from '../view'
import { AnswerSettings } from './answer-settings'
import { AppearanceSettings } from './appearance-settings'
import { BrailleSettings } from './braille-settings'
import { CaptionSettings } from './caption-settings'
import { KeySettings } from './key-settings'
import { ListeningSettings } from './listening-settings'
import { MemorySettings } from './memory-settings'
import { MessageSettings } from './message-settings'
import { NarrationSettings } from './narration-settings'
import { ProfileSettings } from './profile-settings'
import { SoundSettings } from './sound-settings'
import { SpeechSettings } from './speech-settings'
import { SystemSettings } from './system-settings'

/** All settings, in one column; each takes effect at once. */
export function SettingsView({ backToFirstRun }: { readonly backToFirstRun: () => void }) {
  const { state, say } = usePage()
  const title = say('window.nav.settings')
  return (
    <View heading={title} title={title}>
      <p>{say('window.settings.at-once')}</p>
      {!state.settings.firstRunDone && (
        <p>
          <Button onPress={backToFirstRun}>{say('window.settings.back-to-first-run')}</Button>
        </p>
      )}
      <SpeechSettings />
      <SoundSettings />
      <BrailleSettings />
      <AnswerSettings />
      <MemorySettings />
      <MessageSettings />
      <NarrationSettings />
      <ListeningSettings />
      <ProfileSettings />
      <KeySettings />
      <AppearanceSettings />
      <CaptionSettings />
      <SystemSettings />
    </View>
  )
}
