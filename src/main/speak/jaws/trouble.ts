import type { FailureCode } from '../../../shared/codes'
import type { MessageKey, Messages } from '../../../shared/messages'
import type { NativeFailure } from '../native-thread'
import type { JawsReply } from './jaws-worker'

/** `route-refused` concerns one message, `route-lost` the route. */
export interface Trouble {
  readonly code: Extract<FailureCode, 'route-refused' | 'route-lost'>
  readonly key: MessageKey
}

const lost = (key: MessageKey): Trouble => ({ code: 'route-lost', key })

/** By HRESULT, as winerror.h of the Windows SDK numbers them. */
const TROUBLES: Readonly<Record<number, Trouble>> = {
  // CO_E_CLASSSTRING, REGDB_E_CLASSNOTREG, CO_E_DLLNOTFOUND, then no such module and a DLL for other processors.
  0x8004_01f3: lost('voice.jaws.not-registered'),
  0x8004_0154: lost('voice.jaws.not-registered'),
  0x8004_01f8: lost('voice.jaws.not-registered'),
  0x8007_007e: lost('voice.jaws.not-registered'),
  0x8007_00c1: lost('voice.jaws.not-registered'),
  // E_ACCESSDENIED
  0x8007_0005: lost('voice.jaws.denied'),
  // RPC_E_CALL_REJECTED, RPC_E_SERVERCALL_RETRYLATER
  0x8001_0001: { code: 'route-refused', key: 'voice.jaws.busy' },
  0x8001_010a: { code: 'route-refused', key: 'voice.jaws.busy' },
  // RPC_E_DISCONNECTED, RPC_S_SERVER_UNAVAILABLE, CO_E_OBJNOTCONNECTED
  0x8001_0108: lost('voice.jaws.gone'),
  0x8007_06ba: lost('voice.jaws.gone'),
  0x8004_01fd: lost('voice.jaws.gone'),
  // DISP_E_MEMBERNOTFOUND, DISP_E_TYPEMISMATCH, DISP_E_UNKNOWNNAME, DISP_E_BADPARAMCOUNT
  0x8002_0003: lost('voice.jaws.strange'),
  0x8002_0005: lost('voice.jaws.strange'),
  0x8002_0006: lost('voice.jaws.strange'),
  0x8002_000e: lost('voice.jaws.strange'),
}

/** Why an answer of JAWS means that it is not there; undefined where it is. */
export function troubleOf(reply: JawsReply | NativeFailure | undefined): Trouble | undefined {
  if (!reply) return lost('voice.jaws.silent')
  if ('failed' in reply) return lost('voice.jaws.unreachable')
  if (!reply.running) return lost('voice.jaws.not-running')
  if (reply.hresult < 0x8000_0000) return undefined
  return TROUBLES[reply.hresult] ?? lost('voice.jaws.failed')
}

/** The sentence for the user. */
export function wordsOf(trouble: Trouble, reply: JawsReply | NativeFailure | undefined, messages: Messages): string {
  const error = reply && 'hresult' in reply ? reply.hresult.toString(16).toUpperCase() : ''
  return messages.say(trouble.key, { error })
}
