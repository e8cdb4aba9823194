/** NVDA goes on at 0. */
const HEARD = 0

export interface Marks {
  /** Hears no more, and lets go of the library. */
  close(): void
}

/**
 * Hears of every mark in SSML that NVDA's speech reaches, whichever thread waits for it. The library has one
 * callback for the whole process. NVDA calls it on the thread that waits in speakSsml ("executed by the thread
 * that issued the original remote call", Microsoft Learn, RPC function attributes); koffi brings it here from
 * any thread, and the call there goes on when it was heard: so no call returns before its marks were told.
 *
 * @returns undefined for a library that has no such callback, or cannot be loaded
 */
export async function hearMarks(path: string, onMark: (name: string) => void): Promise<Marks | undefined> {
  const { default: koffi } = await import('koffi')
  try {
    const library = koffi.load(path)
    // error_status_t __stdcall onSsmlMarkReached(const wchar_t *mark), nvdaController.idl
    const callback = koffi.pointer(koffi.proto('__stdcall', 'uint32_t', ['const char16_t *']))
    const set = library.func('__stdcall', 'nvdaController_setOnSsmlMarkReachedCallback', 'uint32_t', [callback])
    const heard = koffi.register((name: string) => {
      onMark(name)
      return HEARD
    }, callback)
    set(heard)
    return {
      close() {
        set(null)
        koffi.unregister(heard)
        library.unload()
      },
    }
  } catch {
    return undefined
  }
}
