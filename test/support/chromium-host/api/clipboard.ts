import { host } from '../host'
import { image, type NativeImage } from './native-image'
import { offer } from './offer'

/** electron.clipboard: X11's CLIPBOARD selection. What was written is gone when the app ends, as in Electron. */
const hostClipboard = {
  readText: (): string => host().desktop.now('readText'),
  writeText: (text: string): void => host().desktop.now('writeText', text),
  readImage: (): NativeImage => image(Buffer.from(host().desktop.now('readPng') ?? [])),
  /** MIME types, as Electron lists them: X11's own names for the same are left out. */
  availableFormats: (): string[] => [
    ...new Set(
      host()
        .desktop.now('formats')
        .map((name) => (name === 'UTF8_STRING' ? 'text/plain' : name.replace(/;charset=utf-8$/i, '')))
        .filter((name) => name.includes('/')),
    ),
  ],
}
export const clipboard = offer('clipboard', hostClipboard, Object.keys(hostClipboard))
