import type { Page } from 'playwright-core'

/** What a page was given of cameras and microphones since `watchMedia`, in the page's own scope. */
export interface WatchedMedia {
  media: MediaStream[]
}

/** Remembers what the page is given from now on, to see that it gives it back. */
export async function watchMedia(page: Page): Promise<void> {
  await page.evaluate(() => {
    const devices = navigator.mediaDevices
    const real = devices.getUserMedia.bind(devices)
    const watched = globalThis as never as WatchedMedia
    watched.media = []
    devices.getUserMedia = async (wish) => {
      const stream = await real(wish)
      watched.media.push(stream)
      return stream
    }
  })
}

/** The tracks of all that it was given: "video live", "audio ended". */
export function mediaTracks(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    (globalThis as never as WatchedMedia).media.flatMap((stream) => stream.getTracks().map(({ kind, readyState }) => `${kind} ${readyState}`)),
  )
}

/** Resolves when the page was given something. */
export async function mediaGiven(page: Page): Promise<void> {
  await page.waitForFunction(() => (globalThis as never as WatchedMedia).media.length > 0)
}

/** Resolves when nothing that it was given is live any more. */
export async function mediaReleased(page: Page): Promise<void> {
  await page.waitForFunction(() => (globalThis as never as WatchedMedia).media.every((m) => m.getTracks().every((t) => t.readyState === 'ended')))
}
