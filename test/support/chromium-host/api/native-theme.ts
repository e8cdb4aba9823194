import type { Scheme } from '../page/wire'
import { HostEmitter, offer } from './offer'

const MEMBERS = [
  'shouldUseDarkColors', 'shouldUseHighContrastColors', 'inForcedColorsMode', 'prefersReducedTransparency', 'themeSource',
]
type Source = 'system' | 'light' | 'dark'
interface Themed {
  themed(features: readonly object[]): void
}

/** electron.nativeTheme: what Chromium's own media queries say, and what the app asks them to say. */
class NativeTheme extends HostEmitter {
  private scheme: Scheme = { dark: false, moreContrast: false, forcedColors: false, reducedTransparency: false }
  private source: Source = 'system'
  private readonly pages = new Set<WeakRef<Themed>>()

  constructor() {
    super('nativeTheme', ['updated'])
  }

  get shouldUseDarkColors(): boolean {
    return this.source === 'system' ? this.scheme.dark : this.source === 'dark'
  }

  get shouldUseHighContrastColors(): boolean {
    return this.scheme.moreContrast
  }

  get inForcedColorsMode(): boolean {
    return this.scheme.forcedColors
  }

  get prefersReducedTransparency(): boolean {
    return this.scheme.reducedTransparency
  }

  get themeSource(): Source {
    return this.source
  }

  set themeSource(source: Source) {
    if (!['system', 'light', 'dark'].includes(source)) throw new TypeError(`${source} is not a theme source`)
    if (source === this.source) return
    this.source = source
    for (const page of this.pages) page.deref()?.themed(this.features())
    this.emit('updated')
  }

  joined(page: Themed): void {
    for (const known of this.pages) if (!known.deref()) this.pages.delete(known)
    this.pages.add(new WeakRef(page))
    if (this.source !== 'system') page.themed(this.features())
  }

  /** As a page sees the system; with a source of the app's own, its colours are that and say nothing. */
  changed(scheme: Scheme): void {
    const next = this.source === 'system' ? scheme : { ...scheme, dark: this.scheme.dark }
    if (JSON.stringify(next) === JSON.stringify(this.scheme)) return
    this.scheme = next
    this.emit('updated')
  }

  private features(): object[] {
    return this.source === 'system' ? [] : [{ name: 'prefers-color-scheme', value: this.source }]
  }
}

export const hostTheme = new NativeTheme()
export const nativeTheme = offer('nativeTheme', hostTheme, MEMBERS)
