/**
 * Chromium cannot serve a scheme of the app's own, so `app://descry/home.html` is
 * `http://127.0.0.1:PORT/home.html` to it, and only to it: the app sees its own addresses.
 */
export class AddressMap {
  /** `http://127.0.0.1:PORT` */
  origin = ''
  private app: string | undefined

  /** The address in Chromium. Throws for what the host does not serve. */
  toChromium(url: string): string {
    if (url === 'about:blank') return url
    const parsed = new URL(url)
    if (['http:', 'https:', 'file:', 'data:', 'blob:', 'javascript:'].includes(parsed.protocol))
      throw new Error(`the Chromium host loads only pages of the app's own scheme, not ${parsed.protocol}`)
    const app = `${parsed.protocol}//${parsed.host}`
    if (this.app !== undefined && app !== this.app)
      throw new Error(`the Chromium host serves one origin, ${this.app}, and not ${app} as well`)
    this.app = app
    return this.origin + url.slice(app.length)
  }

  /** The app's own address, or undefined where no page of it has been loaded. */
  toApp(url: string): string | undefined {
    if (!url.startsWith(`${this.origin}/`)) return url
    return this.app === undefined ? undefined : this.app + url.slice(this.origin.length)
  }

  /** As `toApp`, for what is shown or compared only. */
  seen(url: string): string {
    return this.toApp(url) ?? url
  }

  /** The origin as the app sees it. */
  get appOrigin(): string {
    return this.app ?? this.origin
  }

  /** A policy that names the app's origin names the host's instead. */
  inPolicy(header: string, value: string): string {
    if (!header.startsWith('content-security-policy') || this.app === undefined) return value
    return value.replaceAll(this.app, this.origin)
  }
}
