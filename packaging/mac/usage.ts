/** What macOS reads to the user when it asks for a permission; German in de.lproj/InfoPlist.strings. */
export const USAGE = {
  NSCameraUsageDescription: 'Descry looks through the camera when you ask for it, and tells you what it sees.',
  NSMicrophoneUsageDescription: 'Descry listens when you speak a question. Nothing leaves this computer.',
  NSScreenCaptureUsageDescription: 'Descry looks at the screen when you ask for it, and tells you what it shows.',
  NSAppleEventsUsageDescription: 'Descry speaks its answers through VoiceOver.',
}
