import type { Messages } from '../../shared/messages'

/** Milliseconds for which a picture is called that of now. */
const NOW = 5000

/** "from 40 seconds ago". @param milliseconds since the picture was taken */
export function pictureAge(milliseconds: number, messages: Messages): string {
  if (milliseconds < NOW) return messages.say('ask.age.now')
  const seconds = Math.round(milliseconds / 1000)
  if (seconds < 60) return messages.say('ask.age.seconds', { seconds })
  return messages.say('ask.age.minutes', { minutes: Math.round(seconds / 60) })
}

/** "The screen" within a sentence; German writes its nouns the same everywhere. */
export function inSentence(about: string, { locale }: Messages): string {
  return locale === 'en' ? about.charAt(0).toLowerCase() + about.slice(1) : about
}
