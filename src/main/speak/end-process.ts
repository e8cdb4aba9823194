/** Ends this process at once, whatever its threads do. */
export type EndProcess = (code: number) => void

/** Win32, processthreadsapi.h. */
export const TERMINATE = 'int __stdcall TerminateProcess(intptr_t process, uint32_t code)'
/** The pseudo handle that GetCurrentProcess returns. */
const THIS_PROCESS = -1

/** Loaded before it is needed: nothing can be waited for while a process exits. Only on Windows. */
export async function loadEndProcess(): Promise<EndProcess> {
  const { default: koffi } = await import('koffi')
  const terminate = koffi.load('kernel32.dll').func(TERMINATE) as (process: number, code: number) => number
  return (code) => void terminate(THIS_PROCESS, code)
}
