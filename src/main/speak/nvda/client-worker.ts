/**
 * The functions of NVDA's client library in a thread of their own: speakSsml returns only when the text was
 * spoken, and an NVDA that hangs lets none return. This file imports nothing of ours, so that Node can run it
 * as it is and bundled alike. Marks are heard in the main thread: marks.ts.
 */
import koffi from 'koffi'
import { parentPort, workerData } from 'node:worker_threads'

/** Prototypes of nvdaController.idl; wchar_t is char16_t, error_status_t and unsigned long 32 bits, boolean 8. */
export const PROTOTYPES = {
  testIfRunning: 'uint32_t __stdcall nvdaController_testIfRunning()',
  speakText: 'uint32_t __stdcall nvdaController_speakText(const char16_t *text)',
  cancelSpeech: 'uint32_t __stdcall nvdaController_cancelSpeech()',
  brailleMessage: 'uint32_t __stdcall nvdaController_brailleMessage(const char16_t *message)',
} as const
/** Those of version 2; an older library is used without them. */
export const LATER_PROTOTYPES = {
  getProcessId: 'uint32_t __stdcall nvdaController_getProcessId(_Out_ uint32_t *pid)',
  speakSsml:
    'uint32_t __stdcall nvdaController_speakSsml(const char16_t *ssml, int32_t symbolLevel, int32_t priority, uint8_t asynchronous)',
} as const

export type ClientCall =
  | { readonly name: 'look' | 'cancelSpeech' | 'release' }
  | { readonly name: 'speakText'; readonly text: string }
  | { readonly name: 'brailleMessage'; readonly text: string }
  | { readonly name: 'speakSsml'; readonly ssml: string; readonly symbolLevel: number }

export interface ClientReturn {
  /** As the function returned it. */
  readonly code: number
  /** Of a look. */
  readonly pid?: number
  readonly ssml?: boolean
}
/** One a call, in their order. */
export type ClientReply = ClientReturn | { readonly failed: string }

/** SPEECH_PRIORITY_NORMAL: behind what NVDA is speaking, interrupting nothing. */
const NORMAL = 0

type Native = (...args: readonly unknown[]) => number
interface Library {
  readonly call: Readonly<Record<keyof typeof PROTOTYPES, Native>>
  readonly later: Readonly<Record<keyof typeof LATER_PROTOTYPES, Native>> | undefined
  release(): void
}

function load(path: string): Library {
  const loaded = koffi.load(path)
  const found = <T extends string>(prototypes: Readonly<Record<T, string>>): Record<T, Native> => {
    const entries = Object.entries<string>(prototypes).map(([name, prototype]) => [name, loaded.func(prototype)])
    return Object.fromEntries(entries) as Record<T, Native>
  }
  const call = found(PROTOTYPES)
  const release = (): void => loaded.unload()
  try {
    return { call, later: found(LATER_PROTOTYPES), release }
  } catch {
    return { call, later: undefined, release }
  }
}

const port = parentPort
if (port) {
  const reply = (message: ClientReply): void => port.postMessage(message)
  let library: Library | undefined
  const loaded = (): Library => (library ??= load(workerData as string))

  function run(request: ClientCall): ClientReturn {
    if (request.name === 'release') {
      library?.release()
      library = undefined
      return { code: 0 }
    }
    const { call, later } = loaded()
    switch (request.name) {
      case 'look': {
        const code = call.testIfRunning()
        const pid = new Uint32Array(1)
        if (code !== 0 || later?.getProcessId(pid) !== 0) return { code, ssml: false }
        return { code, ssml: true, pid: pid[0] ?? 0 }
      }
      case 'speakSsml':
        // FALSE, to wait for the end: of a text that is not waited for NVDA reports no marks.
        return { code: later?.speakSsml(request.ssml, request.symbolLevel, NORMAL, 0) ?? 1717 }
      case 'cancelSpeech':
        return { code: call.cancelSpeech() }
      case 'speakText':
      case 'brailleMessage':
        return { code: call[request.name](request.text) }
    }
  }

  port.on('message', (request: ClientCall) => {
    try {
      reply(run(request))
    } catch (error) {
      reply({ failed: String(error) })
    }
  })
}
