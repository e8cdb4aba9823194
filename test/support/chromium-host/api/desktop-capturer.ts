import { host } from '../host'
import { image, type NativeImage } from './native-image'
import { offer } from './offer'
import { screen } from './screen'

interface Source {
  readonly id: string
  readonly name: string
  readonly display_id: string
  readonly thumbnail: NativeImage
  readonly appIcon: null
}
interface Options {
  readonly types: readonly string[]
  readonly thumbnailSize?: { readonly width: number; readonly height: number }
  readonly fetchWindowIcons?: boolean
}

/** electron.desktopCapturer: what there is to capture, without pictures of it. */
async function getSources({ types, thumbnailSize, fetchWindowIcons }: Options): Promise<Source[]> {
  if (thumbnailSize?.width !== 0 || thumbnailSize.height !== 0)
    throw new Error('the Chromium host does not offer thumbnails of desktopCapturer: ask for a size of 0 by 0')
  if (fetchWindowIcons) throw new Error('the Chromium host does not offer window icons of desktopCapturer')
  const source = (id: string, name: string, display: string): Source => ({ id, name, display_id: display, thumbnail: image(Buffer.alloc(0)), appIcon: null })
  const displays = types.includes('screen') ? screen.getAllDisplays() : []
  const windows = types.includes('window') ? await host().desktop.later('windows') : []
  const name = (at: number): string => (displays.length === 1 ? 'Entire screen' : `Screen ${at + 1}`)
  return [
    ...displays.map((display, at) => source(`screen:${display.id}:0`, name(at), String(display.id))),
    ...windows.map((window) => source(`window:${window.id}:0`, window.name, '')),
  ]
}
export const desktopCapturer = offer('desktopCapturer', { getSources }, ['getSources'])
