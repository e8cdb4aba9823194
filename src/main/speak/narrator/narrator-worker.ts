/**
 * Notifications of UI Automation, in a thread of their own: the calls wait for the programs that listen.
 * This file imports nothing of ours, so that Node can run it as it is and bundled alike.
 *
 * Sources: Microsoft Learn, uiautomationcoreapi.h (UiaHostProviderFromHwnd, UiaRaiseNotificationEvent,
 * UiaClientsAreListening; the second since Windows 10, version 1709), winreg.h (RegGetValueW),
 * combaseapi.h, oleauto.h.
 */
import koffi from 'koffi'
import { parentPort, workerData } from 'node:worker_threads'

export interface NarratorLibraries {
  readonly uiautomationcore: string
  readonly ole32: string
  readonly oleaut32: string
  readonly advapi32: string
}

export type NarratorRequest =
  | { readonly kind: 'look' }
  | {
      readonly kind: 'notify'
      /** HWND of a window of this process. */
      readonly window: bigint
      readonly text: string
      /** Names the source: what supersedes what. */
      readonly activity: string
      /** NotificationProcessing. */
      readonly processing: number
    }

export interface NarratorReply {
  /** As Narrator keeps it in the registry. */
  readonly running: boolean
  /** Any program listens to events of UI Automation. */
  readonly listening: boolean
  /** Unsigned; under 0x8000_0000 it went well. */
  readonly hresult: number
}

type Native = ReturnType<typeof load>

const COINIT_MULTITHREADED = 0
const HKEY_CURRENT_USER = 0x8000_0001
const RRF_RT_REG_DWORD = 0x10
/** Narrator itself keeps RunningState there. */
const KEY = 'Software\\Microsoft\\Narrator\\NoRoam'
/** NotificationKind_Other */
const KIND = 4
/** Place of Release in the table of every COM object. */
const RELEASE = 2

const POINTER = koffi.sizeof('void *')

function load(libraries: NarratorLibraries) {
  const uia = koffi.load(libraries.uiautomationcore)
  const automation = koffi.load(libraries.oleaut32)
  const release = koffi.proto('uint32_t __stdcall Release(void *self)')
  return {
    initialise: koffi
      .load(libraries.ole32)
      .func('int32_t __stdcall CoInitializeEx(void *reserved, uint32_t model)'),
    allocate: automation.func('void * __stdcall SysAllocStringLen(const void *text, uint32_t units)'),
    free: automation.func('void __stdcall SysFreeString(void *text)'),
    registry: koffi
      .load(libraries.advapi32)
      .func(
        'int32_t __stdcall RegGetValueW(uintptr_t root, const char16_t *key, const char16_t *name, uint32_t flags, uintptr_t type, _Out_ uint32_t *value, _Inout_ uint32_t *bytes)',
      ),
    listening: uia.func('int __stdcall UiaClientsAreListening()'),
    provider: uia.func('int32_t __stdcall UiaHostProviderFromHwnd(uintptr_t window, _Out_ void **provider)'),
    raise: uia.func(
      'int32_t __stdcall UiaRaiseNotificationEvent(void *provider, int kind, int processing, void *text, void *activity)',
    ),
    release(object: bigint): void {
      const table = koffi.decode(object, 'void *') as bigint
      koffi.call(koffi.decode(table, RELEASE * POINTER, 'void *') as bigint, release, object)
    },
  }
}

const unsigned = (hresult: number): number => hresult >>> 0

function running(native: Native): boolean {
  const value = new Uint32Array(1)
  const bytes = new Uint32Array([4])
  const key = [HKEY_CURRENT_USER, KEY, 'RunningState', RRF_RT_REG_DWORD, 0] as const
  return native.registry(...key, value, bytes) === 0 && value[0] === 1
}

function notify(native: Native, request: NarratorRequest & { kind: 'notify' }): number {
  const out: [bigint | null] = [null]
  const found = native.provider(request.window, out) as number
  const provider = out[0]
  if (unsigned(found) >= 0x8000_0000 || provider === null) return unsigned(found)
  const [text, activity] = [request.text, request.activity].map(
    (words) => native.allocate(Buffer.from(words, 'utf16le'), words.length) as bigint,
  )
  try {
    return unsigned(native.raise(provider, KIND, request.processing, text, activity) as number)
  } finally {
    native.free(text)
    native.free(activity)
    native.release(provider)
  }
}

function answer(native: Native, request: NarratorRequest): NarratorReply {
  const there = { running: running(native), listening: native.listening() !== 0, hresult: 0 }
  const asked = request.kind === 'notify' && there.running && there.listening
  return asked ? { ...there, hresult: notify(native, request) } : there
}

const port = parentPort
if (port) {
  let native: Native | undefined
  port.on('message', (request: NarratorRequest) => {
    try {
      if (!native) {
        native = load(workerData as NarratorLibraries)
        native.initialise(null, COINIT_MULTITHREADED)
      }
      port.postMessage(answer(native, request))
    } catch (error) {
      port.postMessage({ failed: String(error) })
    }
  })
}
