/** Every way a message can be spoken, best first; exactly one is picked a message. */
export const ROUTE_IDS = [
  'orca',
  'at-spi',
  'nvda',
  'jaws',
  'voiceover',
  'narrator',
  'live-region',
  'speech-dispatcher',
  'speech-synthesis',
  'own-voice',
] as const
