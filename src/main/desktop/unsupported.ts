import { failure } from '../../shared/codes'
import type { Desktop, ScreenReaderName } from './desktop'

/** A desktop that tells nothing of other programs' windows; `why` goes into the failure's detail. */
export function createUnsupportedDesktop(
  why: string,
  screenReader: () => Promise<ScreenReaderName | null>,
): Desktop {
  const refuse = () => Promise.resolve(failure('desktop-unsupported', why))
  return {
    unit: 'pixels',
    frontWindow: refuse,
    find: refuse,
    stacking: refuse,
    activate: refuse,
    activeWindow: refuse,
    watchActive: () => () => undefined,
    watchControl: () => () => undefined,
    screenReader,
    someReader: async () => false,
    close: () => undefined,
  }
}
