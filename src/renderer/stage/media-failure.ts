import { failure, type Failure, type FailureCode } from '../../shared/codes'

/** What a device or stream that cannot be had is called, by the name of the browser's exception. */
type Names = Readonly<Record<string, FailureCode>>

/** Names of getUserMedia's exceptions (Media Capture and Streams, 10.2). */
export const CAMERA_FAILURES: Names = {
  NotFoundError: 'camera-none',
  OverconstrainedError: 'camera-none',
  NotAllowedError: 'camera-denied',
  SecurityError: 'camera-denied',
  NotReadableError: 'camera-in-use',
  AbortError: 'camera-in-use',
}

/** The same of a microphone. */
export const MICROPHONE_FAILURES: Names = {
  NotFoundError: 'microphone-none',
  OverconstrainedError: 'microphone-none',
  NotAllowedError: 'microphone-denied',
  SecurityError: 'microphone-denied',
  NotReadableError: 'microphone-in-use',
  AbortError: 'microphone-in-use',
}

/** Names of getDisplayMedia's exceptions (Screen Capture, 5.1). */
export const SCREEN_FAILURES: Names = {
  NotAllowedError: 'screen-denied',
  SecurityError: 'screen-denied',
}

/** @param otherwise the code of every other exception */
export function mediaFailure(error: unknown, names: Names, otherwise: FailureCode): Failure {
  if (!(error instanceof Error)) return failure(otherwise, String(error).slice(0, 500))
  const code = Object.hasOwn(names, error.name) ? names[error.name] : undefined
  return failure(code ?? otherwise, `${error.name}: ${error.message}`.slice(0, 500))
}
