// The app on the Chromium host in a desktop session of its own, as the end-to-end tests have it.
import { load } from '../voice/load.mjs'

const at = (path) => load(`test/support/desktop-session/${path}.ts`)

/** A page with a headline; its text is what the voice must come to say. */
export const PAGE = { file: 'test/e2e/support/pages/article.html', headline: 'Harbour bridge opens after nine years' }

/** @returns the session and all that is in it; `close` ends everything */
export async function openWorld(appOptions = {}) {
  const [{ openSession }, { startDisplay }, { xScreen }, { pageBrowser }, { startRecordedSpeech }] = await Promise.all(
    ['session', 'display', 'x-screen', 'page-browser', 'speech'].map(at),
  )
  const { missing, startBus, startSound } = await load('test/support/speech/session.ts')
  const { startApp } = await load('test/e2e/support/app.ts')
  const lacking = missing('Xvfb', 'openbox', 'xdotool', 'dbus-daemon', 'pulseaudio', 'speech-dispatcher', 'chromium')
  if (lacking) throw new Error(lacking)
  const session = await openSession()
  try {
    await startDisplay(session)
    await startBus(session)
    await startSound(session)
    const speech = await startRecordedSpeech(session)
    const app = await startApp(session, appOptions)
    await speech.settled()
    return { session, screen: xScreen(session), pages: pageBrowser(session), speech, app, close: () => session.close() }
  } catch (error) {
    await session.close()
    throw error
  }
}
