import type { DesktopCapturerSource, Session, WebContents } from 'electron'
import type { WindowName } from '../../../shared/ipc-schema'

type RequestHandler = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>
type DisplayMediaHandler = NonNullable<Parameters<Session['setDisplayMediaRequestHandler']>[0]>
export type Permission = Parameters<RequestHandler>[1]

interface Grant {
  readonly permission: Permission
  readonly window: WindowName
  /** What main must want at this moment. */
  readonly while: 'camera' | 'microphone' | 'screen'
  /** The one kind of media that may be asked for with it. */
  readonly media: 'video' | 'audio'
  readonly reason: string
}

/** SECURITY: everything that any page may ever do beyond showing itself. All else is denied. */
export const GRANTS: readonly Grant[] = [
  {
    permission: 'media',
    window: 'stage',
    while: 'camera',
    media: 'video',
    reason: 'The user asked for a look through the camera, or for narration of it. Pictures alone, never the microphone.',
  },
  {
    permission: 'media',
    window: 'stage',
    while: 'microphone',
    media: 'audio',
    reason: 'The user asked to speak a question: until it was spoken, and never with a picture.',
  },
  {
    permission: 'display-capture',
    window: 'stage',
    while: 'screen',
    media: 'video',
    reason: 'The user asked for a description of the screen; which display is main’s to say.',
  },
]

interface PermissionParts {
  readonly windowOf: (contents: WebContents) => WindowName | null
  readonly origin: string
  readonly wanted: {
    /** True while a look through the camera was asked for and its picture is not there yet, and while it is narrated. */
    camera(): boolean
    /** True while a spoken question is listened to. */
    microphone(): boolean
    /** The id of the display that is to be captured, as `screen.getAllDisplays()` has it; else null. */
    screen(): string | null
  }
  /** The displays, from `desktopCapturer.getSources({ types: ['screen'], … })`. */
  readonly sources: () => Promise<readonly DesktopCapturerSource[]>
  /** A request (not a check, of which there are many) was denied. */
  readonly denied: (permission: Permission, window: WindowName | null) => void
}

interface Asked {
  readonly permission: Permission
  readonly contents: WebContents | null
  /** A URL or origin of the frame that asks. */
  readonly from: string
  readonly isMainFrame: boolean
  readonly media: readonly string[]
}

/** The display that was named, and no other; undefined when that cannot be told. */
function sourceOf(
  sources: readonly DesktopCapturerSource[],
  display: string,
): DesktopCapturerSource | undefined {
  const named = sources.find((source) => source.display_id === display)
  if (named) return named
  // Some systems name no displays; where there is one source only, it cannot be another's.
  const [only, ...others] = sources
  return others.length === 0 && only?.display_id === '' ? only : undefined
}

/** Denies every permission to every page but what `GRANTS` lists, on a session that all windows use. */
export function guardPermissions(
  session: Pick<
    Session,
    | 'setPermissionRequestHandler'
    | 'setPermissionCheckHandler'
    | 'setDevicePermissionHandler'
    | 'setDisplayMediaRequestHandler'
  >,
  { windowOf, origin, wanted, sources, denied }: PermissionParts,
): void {
  const ofOurs = (url: string) => url === origin || url.startsWith(`${origin}/`)
  const wants = { camera: () => wanted.camera(), microphone: () => wanted.microphone(), screen: () => wanted.screen() !== null }

  function granted({ permission, contents, from, isMainFrame, media }: Asked): boolean {
    const window = contents && windowOf(contents)
    return (
      isMainFrame &&
      ofOurs(from) &&
      GRANTS.some(
        (grant) =>
          grant.permission === permission &&
          grant.window === window &&
          media.every((type) => type === grant.media) &&
          wants[grant.while](),
      )
    )
  }

  session.setPermissionRequestHandler((contents, permission, callback, details) => {
    const { requestingUrl: from, isMainFrame } = details
    // `media` must say what it wants; a screen has no sound of its own to ask for here.
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    const named = permission !== 'media' || media.length > 0
    const yes = named && granted({ permission, contents, from, isMainFrame, media })
    if (!yes) denied(permission, windowOf(contents))
    callback(yes)
  })

  session.setPermissionCheckHandler((contents, permission, requestingOrigin, details) => {
    const { isMainFrame, mediaType, requestingUrl = requestingOrigin } = details
    const media = permission === 'media' ? [mediaType ?? 'unknown'] : []
    return ofOurs(requestingOrigin) && granted({ permission, contents, from: requestingUrl, isMainFrame, media })
  })

  session.setDevicePermissionHandler(() => false)

  const chooseDisplay: DisplayMediaHandler = (request, callback) => {
    const { frame } = request
    const display = wanted.screen()
    const ours =
      frame !== null && frame.parent === null && frame.origin === origin && ofOurs(request.securityOrigin)
    // Null refuses; an object without a video throws in Electron.
    if (!ours || display === null || request.audioRequested || !request.videoRequested) return callback(null)
    void sources().then(
      (all) => {
        const source = sourceOf(all, display)
        callback(source ? { video: source } : null)
      },
      () => callback(null),
    )
  }
  session.setDisplayMediaRequestHandler(chooseDisplay, { useSystemPicker: false })
}
