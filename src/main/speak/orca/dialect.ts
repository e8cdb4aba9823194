import type { BusCall } from '../bus-connection'

/** One way to make Orca silent; `command` names it where it has to be looked up in a module's list. */
export interface SilenceWay {
  readonly call: BusCall
  readonly command?: string
}

export interface Dialect {
  readonly service: string
  readonly path: string
  /** In order of preference; a module's name changed between versions. */
  readonly silence: readonly SilenceWay[]
}

const V1 = 'org.gnome.Orca1'
const V1_PATH = '/org/gnome/Orca1/Service'
const LEGACY = 'org.gnome.Orca.Service'
const LEGACY_PATH = '/org/gnome/Orca/Service'

function legacySilence(module: string): SilenceWay {
  return {
    command: 'InterruptSpeech',
    call: {
      destination: LEGACY,
      path: `${LEGACY_PATH}/${module}`,
      interface: 'org.gnome.Orca.Module',
      member: 'ExecuteCommand',
      signature: 'sb',
      body: ['InterruptSpeech', false],
    },
  }
}

/**
 * Orca's two services, newest first. Sources: src/orca/dbus_service.py of Orca 51 (`org.gnome.Orca1`,
 * an interface a module, every command a method that takes `notify_user`), and
 * README-REMOTE-CONTROLLER.md of Orca 49 and 50 (`org.gnome.Orca.Service`, `ExecuteCommand`).
 */
export const DIALECTS: readonly Dialect[] = [
  {
    service: `${V1}.Service`,
    path: V1_PATH,
    silence: [
      {
        call: {
          destination: `${V1}.Service`,
          path: `${V1_PATH}/SpeechManager`,
          interface: `${V1}.SpeechManager`,
          member: 'InterruptSpeech',
          signature: 'b',
          body: [false],
        },
      },
    ],
  },
  {
    service: LEGACY,
    path: LEGACY_PATH,
    silence: [legacySilence('SpeechManager'), legacySilence('SpeechAndVerbosityManager')],
  },
]
