import type { Environment } from '../programs'
import { ssipAddress } from '../speech-dispatcher/ssip-address'
import { SsipConnection } from '../speech-dispatcher/ssip-connection'

/**
 * Silences what Orca has handed to Speech Dispatcher, which is how all its versions speak unless the user chose
 * Spiel: one client may cancel the messages of all (SSIP, "CANCEL ALL"). It silences other programs, too, so it
 * is for moments in which our own text probably sounds. A server that does not run is not started.
 *
 * @returns whether the server took it
 */
export async function cancelSpeech(env: Environment): Promise<boolean> {
  const connection = await SsipConnection.open(ssipAddress(env), { event: () => undefined, lost: () => undefined })
  if (!connection) return false
  const reply = await connection.send('CANCEL ALL')
  await connection.close()
  return reply !== undefined && reply.code < 300
}
