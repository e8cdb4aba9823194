/**
 * JAWS's programming interface in a thread of its own: the COM object FreedomSci.JawsApi (FSAPI.dll), late
 * bound by IDispatch. It belongs to no program of ours, and each call waits for JAWS. This file imports
 * nothing of ours, so that Node can run it as it is and bundled alike.
 *
 * Sources: Freedom Scientific, "FSAPI" (methods, what they answer); Microsoft Learn, oaidl.h (IDispatch,
 * VARIANT, DISPPARAMS), oleauto.h (BSTR), combaseapi.h, winuser.h (FindWindowW).
 */
import koffi from 'koffi'
import { parentPort, workerData } from 'node:worker_threads'

export interface JawsLibraries {
  readonly ole32: string
  readonly oleaut32: string
  readonly user32: string
}

export type JawsArgument = string | boolean

export type JawsRequest =
  | { readonly kind: 'look' }
  | { readonly kind: 'call'; readonly method: string; readonly args: readonly JawsArgument[] }

export interface JawsReply {
  /** Whether JAWS's window is there. */
  readonly running: boolean
  /** Unsigned; under 0x8000_0000 it went well. */
  readonly hresult: number
  /** JAWS took it; true where the method answers nothing. */
  readonly taken: boolean
}

type Native = ReturnType<typeof load>

/** JAWS's window class, as its API's manual has programs look for it. */
const WINDOW_CLASS = 'JFWUI2'
const PROG_ID = 'FreedomSci.JawsApi'

const COINIT_MULTITHREADED = 0
const CLSCTX_INPROC_SERVER = 1
const DISPATCH_METHOD = 1
const LOCALE_USER_DEFAULT = 0x400
const VT_BSTR = 8
const VT_BOOL = 11
const VARIANT_TRUE = -1

// Places in the table of IDispatch's functions.
const RELEASE = 2
const GET_IDS_OF_NAMES = 5
const INVOKE = 6

const POINTER = koffi.sizeof('void *')
/** Type and three reserved words, then a union as large as two pointers. */
const VARIANT = 8 + 2 * POINTER
const IID_NULL = Buffer.alloc(16)
/** {00020400-0000-0000-C000-000000000046}, its first three parts the low byte first. */
const IID_IDISPATCH = Buffer.from('0004020000000000c000000000000046', 'hex')

const unsigned = (hresult: number): number => hresult >>> 0
const failed = (hresult: number): boolean => unsigned(hresult) >= 0x8000_0000

function load({ ole32, oleaut32, user32 }: JawsLibraries) {
  const ole = koffi.load(ole32)
  const automation = koffi.load(oleaut32)
  koffi.struct('DISPPARAMS', { rgvarg: 'void *', rgdispidNamedArgs: 'void *', cArgs: 'uint32_t', cNamedArgs: 'uint32_t' })
  return {
    initialise: ole.func('int32_t __stdcall CoInitializeEx(void *reserved, uint32_t model)'),
    classOf: ole.func('int32_t __stdcall CLSIDFromProgID(const char16_t *name, _Out_ uint8_t *clsid)'),
    create: ole.func(
      'int32_t __stdcall CoCreateInstance(const uint8_t *clsid, void *outer, uint32_t context, const uint8_t *iid, _Out_ void **object)',
    ),
    allocate: automation.func('void * __stdcall SysAllocStringLen(const void *text, uint32_t units)'),
    free: automation.func('void __stdcall SysFreeString(void *text)'),
    clear: automation.func('int32_t __stdcall VariantClear(void *variant)'),
    find: koffi.load(user32).func('uintptr_t __stdcall FindWindowW(const char16_t *className, const char16_t *title)'),
    release: koffi.proto('uint32_t __stdcall Release(void *self)'),
    idsOfNames: koffi.proto(
      'int32_t __stdcall GetIDsOfNames(void *self, const uint8_t *iid, const char16_t **names, uint32_t count, uint32_t locale, _Out_ int32_t *ids)',
    ),
    invoke: koffi.proto(
      'int32_t __stdcall Invoke(void *self, int32_t id, const uint8_t *iid, uint32_t locale, uint16_t flags, DISPPARAMS *params, _Inout_ void *result, void *exception, void *wrong)',
    ),
  }
}

/** One function of a COM object: its table's address comes first in it. */
function functionOf(object: bigint, place: number): bigint {
  const table = koffi.decode(object, 'void *') as bigint
  return koffi.decode(table, place * POINTER, 'void *') as bigint
}

/** The object, and the numbers of its methods. */
class JawsObject {
  readonly #native: Native
  readonly #object: bigint
  readonly #ids = new Map<string, number>()

  private constructor(native: Native, object: bigint) {
    this.#native = native
    this.#object = object
  }

  /**
   * In this process only: its other ways could start a program. @returns an HRESULT where it cannot be made
   */
  static create(native: Native): JawsObject | number {
    const clsid = Buffer.alloc(16)
    const known = native.classOf(PROG_ID, clsid) as number
    if (failed(known)) return known
    const out: [bigint | null] = [null]
    const made = native.create(clsid, null, CLSCTX_INPROC_SERVER, IID_IDISPATCH, out) as number
    return failed(made) || out[0] === null ? made : new JawsObject(native, out[0])
  }

  call(method: string, args: readonly JawsArgument[]): Omit<JawsReply, 'running'> {
    const native = this.#native
    const id = this.#id(method)
    if ('hresult' in id) return { ...id, taken: false }
    const texts: bigint[] = []
    // The last argument comes first.
    const variants = Buffer.alloc(VARIANT * args.length)
    for (const [i, arg] of args.toReversed().entries()) {
      const at = i * VARIANT
      if (typeof arg === 'boolean') {
        variants.writeUInt16LE(VT_BOOL, at)
        variants.writeInt16LE(arg ? VARIANT_TRUE : 0, at + 8)
        continue
      }
      const text = native.allocate(Buffer.from(arg, 'utf16le'), arg.length) as bigint
      texts.push(text)
      variants.writeUInt16LE(VT_BSTR, at)
      if (POINTER === 8) variants.writeBigUInt64LE(text, at + 8)
      else variants.writeUInt32LE(Number(text), at + 8)
    }
    const result = Buffer.alloc(VARIANT)
    const params = { rgvarg: variants, rgdispidNamedArgs: null, cArgs: args.length, cNamedArgs: 0 }
    try {
      const hresult = koffi.call(
        ...[functionOf(this.#object, INVOKE), native.invoke, this.#object, id.id, IID_NULL] as const,
        ...[LOCALE_USER_DEFAULT, DISPATCH_METHOD, params, result, null, null],
      ) as number
      const refused = result.readUInt16LE(0) === VT_BOOL && result.readInt16LE(8) === 0
      return { hresult: unsigned(hresult), taken: !failed(hresult) && !refused }
    } finally {
      for (const text of texts) native.free(text)
      native.clear(result)
    }
  }

  release(): void {
    koffi.call(functionOf(this.#object, RELEASE), this.#native.release, this.#object)
  }

  #id(method: string): { id: number } | { hresult: number } {
    const known = this.#ids.get(method)
    if (known !== undefined) return { id: known }
    const ids: [number] = [0]
    const hresult = koffi.call(
      ...[functionOf(this.#object, GET_IDS_OF_NAMES), this.#native.idsOfNames, this.#object] as const,
      ...[IID_NULL, [method], 1, LOCALE_USER_DEFAULT, ids],
    ) as number
    if (failed(hresult)) return { hresult: unsigned(hresult) }
    this.#ids.set(method, ids[0])
    return { id: ids[0] }
  }
}

/** Answers requests; keeps the object from one to the next. */
class Jaws {
  readonly #native: Native
  #object: JawsObject | undefined

  constructor(libraries: JawsLibraries) {
    this.#native = load(libraries)
    // No apartment of its own: a thread that has one must serve window messages, and this one waits.
    this.#native.initialise(null, COINIT_MULTITHREADED)
  }

  answer(request: JawsRequest): JawsReply {
    const running = this.#native.find(WINDOW_CLASS, null) !== 0
    const nothing = { running, hresult: 0, taken: false }
    if (!running) return nothing
    const before = this.#object
    const object = before ?? this.#make()
    if (typeof object === 'number') return { ...nothing, hresult: unsigned(object) }
    if (request.kind === 'look') return nothing
    const reply = object.call(request.method, request.args)
    if (reply.taken || !before) return { ...reply, running }
    // JAWS said that it took nothing; the object may be of a JAWS that ended. Once more with another one.
    const fresh = this.#make()
    return typeof fresh === 'number'
      ? { ...nothing, hresult: unsigned(fresh) }
      : { ...fresh.call(request.method, request.args), running }
  }

  #make(): JawsObject | number {
    this.#object?.release()
    this.#object = undefined
    const made = JawsObject.create(this.#native)
    if (typeof made !== 'number') this.#object = made
    return made
  }
}

const port = parentPort
if (port) {
  let jaws: Jaws | undefined
  port.on('message', (request: JawsRequest) => {
    try {
      jaws ??= new Jaws(workerData as JawsLibraries)
      port.postMessage(jaws.answer(request))
    } catch (error) {
      port.postMessage({ failed: String(error) })
    }
  })
}
