import type { App, Session } from 'electron'
import { ORIGIN } from './origin'

/**
 * Chromium switches that keep its own services silent and leave nothing that could reach a network, each
 * with its reason. What pages ask for is refused before, by their policy and by `guardRequests`.
 */
export const QUIET_SWITCHES: readonly (readonly [name: string, value: string, reason: string])[] = [
  ['host-resolver-rules', 'MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', 'No name is ever looked up.'],
  ['proxy-server', '127.0.0.1:9', 'A proxy that is not there: no address is reached by number either, none is searched for.'],
  ['disable-background-networking', '', 'Chromium’s own services do not call home.'],
  ['disable-component-update', '', 'No component is fetched.'],
  ['disable-domain-reliability', '', 'No report of failed requests is sent.'],
  ['no-pings', '', 'No link reports that it was followed.'],
  ['disable-quic', '', 'No datagrams beside the proxy.'],
  ['force-webrtc-ip-handling-policy', 'disable_non_proxied_udp', 'Peer connections send no datagrams.'],
]

/** Call before the app is ready; later the switches have no effect. */
export function silenceChromium(commandLine: Pick<App['commandLine'], 'appendSwitch'>): void {
  for (const [name, value] of QUIET_SWITCHES) {
    if (value) commandLine.appendSwitch(name, value)
    else commandLine.appendSwitch(name)
  }
}

/** SECURITY: a list of what may be asked for: our own pages' files, and bytes that they hold themselves. */
function isOurs(url: string): boolean {
  return url.startsWith(`${ORIGIN}/`) || url.startsWith(`blob:${ORIGIN}/`)
}

/**
 * Refuses every request of every page that is not for Descry's own files, and the download of dictionaries.
 * @param refused is told each time; never what was asked for
 */
export function guardRequests(
  session: Pick<Session, 'setSpellCheckerEnabled'> & { readonly webRequest: Pick<Session['webRequest'], 'onBeforeRequest'> },
  refused: () => void,
): void {
  session.setSpellCheckerEnabled(false)
  // Without a filter: every scheme is asked about.
  session.webRequest.onBeforeRequest(({ url }, callback) => {
    const cancel = !isOurs(url)
    if (cancel) refused()
    callback({ cancel })
  })
}
