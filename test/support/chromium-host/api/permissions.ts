/** Chromium's own names for what Electron's permission handlers decide about. */
const CHROMIUM_NAMES: Readonly<Record<string, readonly string[]>> = {
  media: [],
  'display-capture': ['display-capture'],
  notifications: ['notifications'],
  geolocation: ['geolocation'],
  'clipboard-read': ['clipboard-read'],
  'clipboard-sanitized-write': ['clipboard-write'],
  midi: ['midi'],
  'idle-detection': ['idle-detection'],
  'storage-access': ['storage-access'],
}

const MEDIA: Readonly<Record<string, string>> = { video: 'camera', audio: 'microphone' }

/** Denied to every page until the app's handler has said yes. */
export const DENIED_AT_START = ['camera', 'microphone', 'notifications', 'geolocation', 'clipboard-read', 'midi', 'idle-detection']

/** Which of Chromium's permissions a request of a page is about. */
export function chromiumPermissions(permission: string, mediaTypes: readonly string[]): readonly string[] {
  if (permission === 'media') return mediaTypes.map((type) => MEDIA[type] ?? '').filter(Boolean)
  return CHROMIUM_NAMES[permission] ?? []
}
