import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Environment } from './programs'

/**
 * Whether anything could sound here at all: a PulseAudio or PipeWire server, or a sound card. Speech
 * programs start without one and then never come to an end, so this is asked first.
 */
export function hasSoundDevice(env: Environment, platform: NodeJS.Platform): boolean {
  if (platform !== 'linux') return true
  if (env['PULSE_SERVER'] || env['PIPEWIRE_REMOTE']) return true
  const runtime = env['XDG_RUNTIME_DIR']
  const home = env['HOME'] || homedir()
  const sockets = [
    ...(runtime ? [join(runtime, 'pulse', 'native'), join(runtime, 'pipewire-0')] : []),
    join(home, '.asoundrc'),
    '/run/pulse/native',
    '/var/run/pulse/native',
  ]
  if (sockets.some((path) => existsSync(path))) return true
  try {
    // pcmC0D0p: card 0, device 0, playback (the kernel's ALSA naming).
    return readdirSync('/dev/snd').some((name) => /^pcmC\d+D\d+p$/.test(name))
  } catch {
    return false
  }
}
