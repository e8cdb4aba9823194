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

/**
 * How text is handed over, best first; `needs` are the service's methods that must be there. Speech by
 * itself is worth something only where braille can be given its own words.
 */
export interface HandOver {
  readonly needs: readonly string[]
  /** The method that speaks a text: `s`, answers whether it was taken. */
  readonly speak: string
  /** The method that shows a text in braille: `sb`, the text and whether it stays until a key is pressed. */
  readonly display?: string
}

/**
 * `PresentMessage(s) → b` speaks, and flashes in braille as the user set that: every Orca from 49 on.
 * `SpeakMessage(s) → b` and `DisplayMessage(s, b persistent) → b` came to the same interface while Orca
 * 51 was made: its first development versions had them not yet. Source: class OrcaDBusServiceInterface in
 * GNOME/orca, src/orca/dbus_service.py.
 */
export const HAND_OVERS: readonly HandOver[] = [
  { needs: ['SpeakMessage', 'DisplayMessage'], speak: 'SpeakMessage', display: 'DisplayMessage' },
  { needs: ['PresentMessage'], speak: 'PresentMessage' },
]

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
 * Orca's two services, newest first. Sources, in GNOME/orca: docs/remote-controller-commands.md of
 * Orca 51 (`org.gnome.Orca1`, an interface a module, every command a method that takes `notify_user`);
 * README-REMOTE-CONTROLLER.md and REMOTE-CONTROLLER-COMMANDS.md of 49 and 50 (`org.gnome.Orca.Service`,
 * every module the same interface, its commands by name).
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
