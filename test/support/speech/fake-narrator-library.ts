import koffi from 'koffi'
import type { NativeArgument } from './fake-jaws-library'

export interface RaisedNotification {
  readonly window: number
  readonly kind: number
  readonly processing: number
  readonly text: NativeArgument
  readonly activity: NativeArgument
}

/** fake-narrator.c, loaded into this process; worker threads that load the same file share what it keeps. */
export function loadFakeNarrator(library: string) {
  const native = koffi.load(library)
  const log = native.func('const char *fake_log()')
  const set = native.func('void fake_set(int32_t running, int32_t listening, int32_t found, int32_t raised)')
  return {
    reset: native.func('void fake_reset()') as () => void,
    set({ running = true, listening = true, found = 0, raised = 0 }) {
      set(running ? 1 : 0, listening ? 1 : 0, found | 0, raised | 0)
    },
    /** Strings and providers that nobody gave back. */
    live: native.func('int32_t fake_live()') as () => number,
    raised: (): RaisedNotification[] =>
      String(log())
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as RaisedNotification),
  }
}
