import type { FailureCode } from '../shared/codes'

/** What the command's exit status means; documented in docs/command-line.md from this table. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  picture: 3,
  model: 4,
  engine: 5,
  voice: 6,
  cancelled: 130,
} as const

export type ExitName = keyof typeof EXIT

/** Every failure code's exit status, by name. */
export const EXIT_BY_CODE: Readonly<Record<FailureCode, ExitName>> = {
  'picture-not-found': 'picture',
  'picture-unreadable': 'picture',
  'picture-not-a-file': 'picture',
  'picture-empty-file': 'picture',
  'picture-unsupported': 'picture',
  'picture-damaged': 'picture',
  'picture-too-large': 'picture',
  'clipboard-empty': 'picture',
  'clipboard-no-picture': 'picture',
  'clipboard-tool-missing': 'picture',
  'camera-none': 'picture',
  'camera-denied': 'picture',
  'camera-in-use': 'picture',
  'camera-lost': 'picture',
  'screen-denied': 'picture',
  'screen-lost': 'picture',
  'stage-silent': 'picture',
  'desktop-unsupported': 'picture',
  'no-front-window': 'picture',
  'desktop-silent': 'picture',
  'model-not-found': 'model',
  'model-file-missing': 'model',
  'model-damaged': 'model',
  'model-unsupported': 'model',
  'recogniser-not-installed': 'model',
  'engine-crashed': 'engine',
  'engine-hung': 'engine',
  'engine-given-up': 'engine',
  'engine-busy': 'engine',
  'engine-protocol': 'engine',
  'engine-out-of-memory': 'engine',
  'engine-start-failed': 'engine',
  deadline: 'engine',
  cancelled: 'cancelled',
  'no-voice': 'voice',
  'route-lost': 'voice',
  'route-refused': 'voice',
  'no-player': 'voice',
  'sound-file-unwritable': 'voice',
  usage: 'usage',
  'question-empty': 'usage',
  'no-last-answer': 'failed',
  'memory-unavailable': 'failed',
  'nothing-to-stop': 'failed',
  'app-not-running': 'failed',
  'key-taken': 'failed',
  'key-invalid': 'failed',
  'settings-unwritable': 'failed',
  'login-item-unavailable': 'failed',
  'nothing-more': 'failed',
  'no-such-answer': 'failed',
}

export function exitCode(code: FailureCode): number {
  return EXIT[EXIT_BY_CODE[code]]
}
