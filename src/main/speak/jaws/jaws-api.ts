import { NativeThread, type NativeFailure } from '../native-thread'
import { loadEndProcess } from '../end-process'
import type { JawsArgument, JawsLibraries, JawsReply, JawsRequest } from './jaws-worker'

/** JAWS's programming interface; undefined: JAWS does not answer. */
export interface JawsApi {
  /** Whether JAWS runs and can be called; never starts it, never speaks. */
  look(): Promise<JawsReply | NativeFailure | undefined>
  call(method: JawsMethod, args: readonly JawsArgument[]): Promise<JawsReply | NativeFailure | undefined>
  close(): Promise<void>
}

export type JawsMethod = 'SayString' | 'StopSpeech' | 'RunFunction'

/** Within what `Route.detect` may take; the first look makes the object. Milliseconds. */
const LOOK_DEADLINE = 1400
/** SayString answers before the text is spoken: in milliseconds where nothing is wrong. */
const CALL_DEADLINE = 2000

const LIBRARIES: JawsLibraries = { ole32: 'ole32.dll', oleaut32: 'oleaut32.dll', user32: 'user32.dll' }

/** A file beside this one in the sources, and beside the bundle when built. */
function workerFile(): URL {
  const here = import.meta.url
  return here.endsWith('.ts') ? new URL('./jaws-worker.ts', here) : new URL('./jaws-worker.js', here)
}

/** The interface of this system's JAWS, in a thread of its own: a JAWS that hangs holds up nobody. */
export function createJawsApi(
  libraries = LIBRARIES,
  deadlines = { look: LOOK_DEADLINE, call: CALL_DEADLINE },
  endProcess = loadEndProcess,
): JawsApi {
  const thread = new NativeThread<JawsRequest, JawsReply>({
    file: workerFile(),
    data: libraries,
    endProcess,
    late(request, reply) {
      // Another route has said it by now.
      const late = request.kind === 'call' && request.method === 'SayString' && 'taken' in reply && reply.taken
      if (late) void thread.ask({ kind: 'call', method: 'StopSpeech', args: [] }, deadlines.call)
    },
  })
  return {
    look: () => thread.ask({ kind: 'look' }, deadlines.look),
    call: (method, args) => thread.ask({ kind: 'call', method, args }, deadlines.call),
    close: () => thread.close(),
  }
}
