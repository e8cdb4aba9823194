import { NativeThread, type NativeFailure } from '../native-thread'
import { loadEndProcess } from '../end-process'
import type { NarratorLibraries, NarratorReply, NarratorRequest } from './narrator-worker'

export interface Notification {
  /** HWND of a window of this process. */
  readonly window: bigint
  readonly text: string
  /** Names the source: what supersedes what. */
  readonly activity: string
  /** NotificationProcessing. */
  readonly processing: number
}

/** Narrator, and the way to it; undefined: Windows does not answer. */
export interface NarratorApi {
  look(): Promise<NarratorReply | NativeFailure | undefined>
  /** Raised only while Narrator runs and somebody listens; what was found is in the reply. */
  notify(notification: Notification): Promise<NarratorReply | NativeFailure | undefined>
  close(): Promise<void>
}

/** Within what `Route.detect` may take, milliseconds. */
const LOOK_DEADLINE = 1400
const NOTIFY_DEADLINE = 2000

const LIBRARIES: NarratorLibraries = {
  uiautomationcore: 'UIAutomationCore.dll',
  ole32: 'ole32.dll',
  oleaut32: 'oleaut32.dll',
  advapi32: 'advapi32.dll',
}

/** A file beside this one in the sources, and beside the bundle when built. */
function workerFile(): URL {
  const here = import.meta.url
  return here.endsWith('.ts') ? new URL('./narrator-worker.ts', here) : new URL('./narrator-worker.js', here)
}

/** This system's Narrator, called in a thread of its own. */
export function createNarratorApi(
  libraries = LIBRARIES,
  deadlines = { look: LOOK_DEADLINE, notify: NOTIFY_DEADLINE },
): NarratorApi {
  const thread = new NativeThread<NarratorRequest, NarratorReply>({
    file: workerFile(),
    data: libraries,
    endProcess: loadEndProcess,
  })
  return {
    look: () => thread.ask({ kind: 'look' }, deadlines.look),
    notify: (notification) => thread.ask({ kind: 'notify', ...notification }, deadlines.notify),
    close: () => thread.close(),
  }
}
