/** How macOS stands to a program's wish for the microphone; other systems ask nobody, or do not tell. */
interface Consents {
  getMediaAccessStatus?(of: 'microphone'): string
}

/** The system is going to ask the user with a dialog of its own. Pure but for the question to the system. */
export function willAsk(platform: NodeJS.Platform, system: Consents): boolean {
  return platform === 'darwin' && system.getMediaAccessStatus?.('microphone') === 'not-determined'
}
