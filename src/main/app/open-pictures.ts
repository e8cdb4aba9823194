import { clipboard, screen } from 'electron'
import type { Messages } from '../../shared/messages'
import type { Settings } from '../../shared/settings'
import { CameraCapture } from '../capture/camera'
import { openScreen } from '../capture/open-screen'
import { ScreenCapture } from '../capture/screen'
import type { StagePort } from '../capture/stage-port'
import { whyUnsupported } from '../desktop/create-desktop'
import type { Desktop, OwnWindows } from '../desktop/desktop'
import { clipboardPicture } from './clipboard-picture'
import { PictureOrigins } from './picture-origins'
import { Pictures } from './pictures'
import { ORIGIN } from './security/origin'
import type { Wanted } from './wanted'
import type { AppWindows } from './windows'

interface OpenPicturesParts {
  readonly stage: StagePort
  readonly wanted: Wanted
  readonly windows: AppWindows
  readonly desktop: Desktop
  /** Native ids of Descry's windows. */
  readonly own: () => OwnWindows
  readonly settings: () => Settings
  readonly messages: () => Messages
  /** The layer menu comes next: it must not lose the keyboard to a window that is put back. */
  readonly isMenuOpen: () => boolean
  /** Answers are to be remembered, by the settings and by the profile of the program in front. */
  readonly keeps: () => boolean
}

/** All that takes pictures, by Electron's screen, clipboard and stage window. */
export function openPictures({ stage, wanted, windows, desktop, own, settings, messages, isMenuOpen, keeps }: OpenPicturesParts) {
  const { env, platform } = process
  const camera = new CameraCapture(stage)
  const screenCapture = new ScreenCapture(stage, (display) => wanted.whileOpening(String(display), () => openScreen(inStage, String(display))))
  const plain = new Pictures({
    screen: screenCapture,
    camera: { look: (signal) => wanted.whileLooking(() => camera.look(signal)) },
    desktop,
    displays: () => screen.getAllDisplays(),
    primary: () => screen.getPrimaryDisplay().id,
    monitor: () => settings().monitor,
    tellsPlaces: () => settings().verbosity.places === 'words',
    // Wayland tells no program where the mouse is.
    cursor: () => (whyUnsupported(env) === 'Wayland' && platform === 'linux' ? null : screen.getCursorScreenPoint()),
    clipboard: (signal) => clipboardPicture(clipboard, signal),
    own,
    withoutOwn: (work) => windows.whileHidden(work, () => !isMenuOpen()),
    messages,
    now: Date.now,
  })
  /** SECURITY: as a user's gesture, for getDisplayMedia; the code is made by `openScreen` alone. */
  function inStage(code: string): Promise<unknown> {
    const contents = windows.contentsOf('stage')
    const isOurs = contents?.mainFrame.origin === ORIGIN
    return isOurs ? contents.executeJavaScript(code, true) : Promise.reject(new Error('there is no stage'))
  }
  /**
   * Opens the screen before it is asked for, where that shows nobody a dialog or a sign: the first answer
   * then comes as fast as the others.
   */
  async function prepareScreen(): Promise<void> {
    const isQuiet = platform === 'win32' || (platform === 'linux' && whyUnsupported(env) === undefined)
    if (isQuiet) await screenCapture.prepare(screen.getPrimaryDisplay().id)
  }
  return { plain, pictures: new PictureOrigins(plain, keeps), screenCapture, prepareScreen }
}
