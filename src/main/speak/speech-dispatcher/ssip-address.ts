import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Environment } from '../programs'

export type SsipAddress =
  | { readonly type: 'unix'; readonly path: string }
  | { readonly type: 'inet'; readonly host: string; readonly port: number }

/** Speech Dispatcher's own number (libspeechd.h, SPEECHD_DEFAULT_PORT). */
const DEFAULT_PORT = 6560

/**
 * Where Speech Dispatcher listens, found as its own library does: SPEECHD_ADDRESS
 * ("unix_socket:PATH", "inet_socket:HOST:PORT", the parts behind the first optional), else the
 * socket in the runtime folder, for which GLib takes the cache folder where there is none. Pure.
 */
export function ssipAddress(env: Environment, home: string = homedir()): SsipAddress {
  const cache = env['XDG_CACHE_HOME'] || join(env['HOME'] || home, '.cache')
  const path = join(env['XDG_RUNTIME_DIR'] || cache, 'speech-dispatcher', 'speechd.sock')
  const [method, first, second] = (env['SPEECHD_ADDRESS'] ?? '').split(':')
  if (method === 'inet_socket') {
    const port = Number(second)
    const given = Number.isInteger(port) && port > 0 && port < 65_536
    return { type: 'inet', host: first || '127.0.0.1', port: given ? port : DEFAULT_PORT }
  }
  return { type: 'unix', path: method === 'unix_socket' && first ? first : path }
}
