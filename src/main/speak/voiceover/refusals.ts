import type { FailureCode } from '../../../shared/codes'
import type { MessageKey } from '../../../shared/messages'

/** Why VoiceOver did not take a message. */
export interface Refusal {
  readonly code: Extract<FailureCode, 'route-refused' | 'route-lost'>
  readonly key: MessageKey
  /** The number that AppleScript gave. */
  readonly error: number
}

const LOST: Omit<Refusal, 'error'> = { code: 'route-lost', key: 'voice.voiceover.not-running' }
const SWITCHED_OFF: Omit<Refusal, 'error'> = { code: 'route-refused', key: 'voice.voiceover.switched-off' }
const NOT_ALLOWED: Omit<Refusal, 'error'> = { code: 'route-refused', key: 'voice.voiceover.not-allowed' }
const SILENT: Omit<Refusal, 'error'> = { code: 'route-lost', key: 'voice.voiceover.silent' }

/**
 * By number, from Apple's MacErrors.h (Apple Event Manager) and AppleScript Language Guide ("Error Numbers
 * and Error Messages"). With its switch off, VoiceOver does not know its own commands: -1708, or already
 * the words of them (-2740, -2741).
 */
const REFUSALS: Readonly<Record<number, Omit<Refusal, 'error'>>> = {
  // procNotFound, connectionInvalid, errAENoSuchObject of an application
  [-600]: LOST,
  [-609]: LOST,
  [-1728]: LOST,
  // errAEEventNotHandled, OSASyntaxTypeError, OSASyntaxError
  [-1708]: SWITCHED_OFF,
  [-2740]: SWITCHED_OFF,
  [-2741]: SWITCHED_OFF,
  // errAEEventNotPermitted, errAEEventWouldRequireUserConsent, errAEPrivilegeError
  [-1743]: NOT_ALLOWED,
  [-1744]: NOT_ALLOWED,
  [-10004]: NOT_ALLOWED,
  // errAETimeout
  [-1712]: SILENT,
}

/** "error -1743" of our script, or "execution error: Not authorized ... (-1743)" of osascript itself. */
const NUMBER = /^error (-?\d+)\s*$|\((-?\d+)\)\s*$/m

/** What osascript's answer means; undefined where VoiceOver took the message. */
export function refusalOf(answer: { output: string; errors: string } | undefined): Refusal | undefined {
  if (!answer) return { ...SILENT, error: 0 }
  const output = answer.output.trim()
  if (output === 'taken') return undefined
  if (output === 'not running') return { ...LOST, error: 0 }
  const found = NUMBER.exec(output) ?? NUMBER.exec(answer.errors)
  const error = Number(found?.[1] ?? found?.[2] ?? 0)
  return { ...(REFUSALS[error] ?? { code: 'route-lost', key: 'voice.voiceover.failed' }), error }
}
