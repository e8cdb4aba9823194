/**
 * Every expected failure of the product, once. Each has a sentence under `failure.<code>` in every
 * locale file that says what happened and what to do; a test checks that none is missing.
 */
export const FAILURE_CODES = [
  // pictures
  'picture-not-found',
  'picture-unreadable',
  'picture-not-a-file',
  'picture-empty-file',
  'picture-unsupported',
  'picture-damaged',
  'picture-too-large',
  'pictures-too-many',
  'clipboard-empty',
  'clipboard-no-picture',
  'clipboard-tool-missing',
  // desktop
  'desktop-unsupported',
  'desktop-silent',
  'no-front-window',
  'window-closed',
  // models
  'model-not-found',
  'model-file-missing',
  'model-damaged',
  'model-unsupported',
  'recogniser-not-installed',
  'question-unsupported',
  // the model store
  'download-refused',
  'download-not-found',
  'download-denied',
  'download-server-error',
  'download-unclear',
  'download-stalled',
  'download-cut',
  'download-changed',
  'download-wrong-hash',
  'download-redirected-away',
  'download-host-refused',
  'disk-full',
  'folder-unwritable',
  'consent-needed',
  'model-unknown',
  'model-exists',
  'model-in-the-box',
  'model-in-use',
  'model-imported',
  'import-not-found',
  'import-not-a-model',
  'import-unreadable',
  'archive-unsafe',
  'archive-foreign',
  'archive-too-large',
  'archive-unsupported',
  'archive-damaged',
  // engine
  'engine-crashed',
  'engine-hung',
  'engine-given-up',
  'engine-busy',
  'engine-protocol',
  'engine-out-of-memory',
  'engine-start-failed',
  'device-unavailable',
  'device-failed',
  'cancelled',
  'deadline',
  // voice
  'no-voice',
  'reader-unknown',
  'route-lost',
  'route-refused',
  'no-player',
  'sound-file-unwritable',
  // command line and memory
  'usage',
  'no-last-answer',
  'memory-unavailable',
  'nothing-to-stop',
  'question-empty',
  // speech
  'speech-not-installed',
  'microphone-none',
  'microphone-denied',
  'microphone-in-use',
  'microphone-lost',
  'nothing-heard',
  'nothing-understood',
  // what changed, tables, memory
  'nothing-before',
  'no-table',
  'no-such-cell',
  'memory-off',
  'history-locked',
  'history-unwritable',
  'history-unforgotten',
  'history-damaged',
  'history-query-empty',
  // app
  'camera-none',
  'camera-denied',
  'camera-in-use',
  'camera-lost',
  'screen-denied',
  'screen-lost',
  'stage-silent',
  'app-not-running',
  'key-taken',
  'key-invalid',
  'settings-unwritable',
  'login-item-unavailable',
  'nothing-more',
  'no-such-answer',
] as const

export type FailureCode = (typeof FAILURE_CODES)[number]

/** An expected failure: `detail` is for `--json` and logs, never said as it is. */
export interface Failure {
  readonly ok: false
  readonly code: FailureCode
  readonly detail?: string
}

export type Result<T> = ({ readonly ok: true } & T) | Failure

export function failure(code: FailureCode, detail?: string): Failure {
  return detail === undefined ? { ok: false, code } : { ok: false, code, detail }
}
