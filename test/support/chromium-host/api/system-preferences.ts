import { offer } from './offer'

/** electron.systemPreferences: what is asked of it is macOS's and Windows', and undefined on Linux. */
export const systemPreferences = offer(
  'systemPreferences',
  { getMediaAccessStatus: undefined, askForMediaAccess: undefined },
  ['getMediaAccessStatus', 'askForMediaAccess'],
)
