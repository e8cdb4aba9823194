/** What the isolated world answers for the page's wrapped functions. */
export interface HostQuestions {
  /** True: granted by the app's handler. */
  permission(permission: string, details: object): Promise<boolean>
  permissionState(permission: string): Promise<boolean>
  /** Resolves when the app's handler gave a screen; rejects otherwise. */
  displayMedia(request: object): Promise<void>
  windowOpen(url: string | URL, name: string, features: string): void
}

type Method = (...args: never[]) => unknown

/** Replaces a method by one that calls `before` first and goes on when that resolves. */
function guard(owner: object, name: string, before: (...args: unknown[]) => Promise<void>): void {
  const original = (owner as Record<string, Method | undefined>)[name]
  if (!original) return
  const guarded = {
    async [name](this: unknown, ...args: unknown[]): Promise<unknown> {
      await before(...args)
      return (original as (...args: unknown[]) => unknown).apply(this, args)
    },
  }[name]
  Object.defineProperty(owner, name, { value: guarded, configurable: true, writable: true })
}

/**
 * Electron asks the app's permission handlers inside Chromium; here the page's functions ask them first.
 * SECURITY: this is the polite half. The other half is Chromium itself, which the host tells to deny camera,
 * microphone and screen except while the app's handler has granted them.
 */
export function guardDevices(given: unknown): void {
  const host = given as HostQuestions
  const need = async (permission: string, details: object): Promise<void> => {
    if (!(await host.permission(permission, details))) throw new DOMException('Permission denied', 'NotAllowedError')
  }
  const devices = MediaDevices.prototype
  guard(devices, 'getUserMedia', (constraints) => {
    const { video, audio } = (constraints ?? {}) as MediaStreamConstraints
    const mediaTypes = [...(video ? ['video'] : []), ...(audio ? ['audio'] : [])]
    return mediaTypes.length ? need('media', { mediaTypes }) : Promise.resolve()
  })
  guard(devices, 'getDisplayMedia', async (constraints) => {
    const { video, audio } = (constraints ?? { video: true }) as MediaStreamConstraints
    await need('display-capture', { mediaTypes: [] })
    await host.displayMedia({ videoRequested: video !== false, audioRequested: Boolean(audio) })
  })
  guard(Clipboard.prototype, 'readText', () => need('clipboard-read', {}))
  guard(Clipboard.prototype, 'read', () => need('clipboard-read', {}))
  guard(Clipboard.prototype, 'writeText', () => need('clipboard-sanitized-write', {}))
  guard(Clipboard.prototype, 'write', () => need('clipboard-sanitized-write', {}))
  guard(Element.prototype, 'requestFullscreen', () => need('fullscreen', {}))
  guard(Element.prototype, 'requestPointerLock', () => need('pointerLock', {}))
  Object.defineProperty(window, 'open', {
    configurable: true,
    writable: true,
    value: (url: string | URL = '', name = '', features = ''): null => {
      // The host opens no window for a page: the app's handler is told, and answers "deny".
      host.windowOpen(url, name, features)
      return null
    },
  })
  Object.defineProperty(Notification, 'requestPermission', {
    configurable: true,
    writable: true,
    value: async () => ((await host.permission('notifications', {})) ? 'granted' : 'denied'),
  })
}
