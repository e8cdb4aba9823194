/**
 * What became of a call. `asleep`: the focused program is one in which NVDA sleeps; `refused`: NVDA could not
 * make sense of this text; `older`: this NVDA has not that function; `gone`: no NVDA, or none that answers.
 */
export type NvdaOutcome = 'done' | 'asleep' | 'refused' | 'busy' | 'cancelled' | 'older' | 'gone'

/**
 * The client's functions return 0 or a Windows error code (winerror.h), unsigned. NVDA's own are in
 * nvaccess/nvda, source/NVDAHelper/__init__.py: in sleep mode speakSsml returns 5 and all the others -1; SSML
 * that cannot be read is 87. 1717 from the client's readme: the function came with NVDA 2024.1.
 */
const OUTCOMES: ReadonlyMap<number, NvdaOutcome> = new Map([
  [0, 'done'],
  [0xffff_ffff, 'asleep'],
  // ERROR_ACCESS_DENIED
  [5, 'asleep'],
  // ERROR_INVALID_PARAMETER
  [87, 'refused'],
  // ERROR_CANCELLED
  [1223, 'cancelled'],
  // RPC_S_UNKNOWN_IF
  [1717, 'older'],
  // RPC_S_SERVER_TOO_BUSY
  [1723, 'busy'],
  // RPC_X_BAD_STUB_DATA
  [1783, 'refused'],
])

/**
 * All other codes mean that NVDA is not there: RPC_S_SERVER_UNAVAILABLE (1722), RPC_S_CALL_FAILED (1726) in
 * the middle of a call, and whatever else the transport reports. Pure.
 *
 * @param code undefined where the call did not return in its time
 */
export function outcomeOf(code: number | undefined): NvdaOutcome {
  return code === undefined ? 'gone' : (OUTCOMES.get(code >>> 0) ?? 'gone')
}
