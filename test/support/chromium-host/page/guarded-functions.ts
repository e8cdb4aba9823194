/** What the isolated world answers for the page's wrapped functions. */
export interface HostQuestions {
  /** True: granted by the app's handler. */
  permission(permission: string, details: object): Promise<boolean>
  permissionState(permission: string): Promise<boolean>
  /** Resolves with the id of the screen that the app's handler gave; rejects otherwise. */
  displayMedia(request: object): Promise<string>
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
 * The app's handler names a screen; Chromium takes its first one, since the choice is fixed when it starts.
 * Another screen than the named one is never handed over.
 */
function guardScreen(host: HostQuestions, allowed: () => Promise<void>): void {
  const capture = MediaDevices.prototype.getDisplayMedia
  Object.defineProperty(MediaDevices.prototype, 'getDisplayMedia', {
    configurable: true,
    writable: true,
    value: async function getDisplayMedia(this: MediaDevices, options: DisplayMediaStreamOptions = { video: true }): Promise<MediaStream> {
      await allowed()
      const refused = (error: unknown): never => {
        throw new DOMException(error instanceof Error ? error.message : 'Permission denied', 'NotAllowedError')
      }
      const wanted = await host.displayMedia({ videoRequested: options.video !== false, audioRequested: Boolean(options.audio) }).catch(refused)
      const stream = await capture.call(this, options)
      if (stream.getVideoTracks().every((track) => track.getSettings().deviceId === wanted)) return stream
      stream.getTracks().forEach((track) => track.stop())
      throw new DOMException('the Chromium host captures the first monitor only', 'NotReadableError')
    },
  })
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
  guardScreen(host, () => need('display-capture', { mediaTypes: [] }))
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
