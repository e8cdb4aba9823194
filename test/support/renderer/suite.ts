import { afterAll, beforeAll, describe } from 'vitest'
import { CHROMIUM, type Pages, startPages } from './browser'

/** Tests on the built pages in the system's Chromium; skipped, with the reason in the name, where it lacks. */
export function describePages(name: string, tests: (pages: () => Pages) => void): void {
  describe.skipIf(CHROMIUM === undefined)(CHROMIUM ? name : `${name} (skipped: Chromium is not installed)`, () => {
    let pages: Pages | undefined
    beforeAll(async () => {
      pages = await startPages()
    })
    afterAll(async () => pages?.close())
    tests(() => {
      if (!pages) throw new Error('the pages are not open yet')
      return pages
    })
  })
}
