import {
  interface as service,
  type Message,
  MessageType,
  sessionBus,
  type MessageBus,
} from '@jellybrick/dbus-next'

/** One call that the fake was given. */
interface OrcaCall {
  readonly member: string
  readonly args: readonly unknown[]
}

/**
 * The versions whose services the fake offers, as Orca's sources have them: 49 and 50 by
 * README-REMOTE-CONTROLLER.md and REMOTE-CONTROLLER-COMMANDS.md, 51 by src/orca/dbus_service.py, which in
 * its first development versions (here 51.alpha) had one call for speech and braille together.
 * `strange` owns the name and offers nothing; `hung` owns it and answers nothing.
 */
const VERSIONS = {
  '49': { version: '49.1', v1: false, speechModule: 'SpeechAndVerbosityManager', separate: false },
  '50': { version: '50.1 (rev 0a1b2c3d4)', v1: false, speechModule: 'SpeechManager', separate: false },
  '51.alpha': { version: '51.alpha', v1: true, speechModule: 'SpeechManager', separate: false },
  '51': { version: '51.1', v1: true, speechModule: 'SpeechManager', separate: true },
} as const

export const ORCA_VERSIONS = ['49', '50', '51.alpha', '51'] as const satisfies readonly (keyof typeof VERSIONS)[]
export type OrcaVersion = (typeof ORCA_VERSIONS)[number] | 'strange' | 'hung'

export interface FakeOrca {
  /** What presents, speaks, shows and silences, in the order of its coming. */
  readonly calls: readonly OrcaCall[]
  /** The texts that were given to be spoken, in order, whichever call did. */
  spoken(): readonly string[]
  /** Resolves at the next text that is given to be spoken. */
  presented(): Promise<void>
  /** From now on every call with a text answers false. */
  refuse(): void
  /** Leaves the bus, as a reader that crashes does. */
  die(): Promise<void>
}

const SPEAKING: readonly string[] = ['PresentMessage', 'SpeakMessage']

/** Offers Orca's D-Bus service on a private bus and records what it is told. Not Orca: it speaks nothing. */
export async function startFakeOrca(busAddress: string, version: OrcaVersion): Promise<FakeOrca> {
  const bus = sessionBus({ busAddress })
  const calls: OrcaCall[] = []
  let refusing = false
  let waiting: (() => void)[] = []
  const text: Call = (member, ...args) => {
    calls.push({ member, args })
    if (SPEAKING.includes(member)) for (const tell of waiting.splice(0)) tell()
    return !refusing
  }
  const command: Call = (member, ...args) => calls.push({ member, args }) > 0
  const offered = version === 'strange' || version === 'hung' ? undefined : VERSIONS[version]
  const v1 = offered?.v1 ?? false
  const name = v1 ? 'org.gnome.Orca1.Service' : 'org.gnome.Orca.Service'
  const root = v1 ? '/org/gnome/Orca1/Service' : '/org/gnome/Orca/Service'
  if (version === 'hung') {
    bus.addMethodHandler((message: Message) => message.type === MessageType.METHOD_CALL)
  }
  if (offered) {
    bus.export(root, orcaService(name, offered.version, offered.separate, text))
    bus.export(`${root}/${offered.speechModule}`, v1 ? speechManager(command) : module(command))
  }
  await bus.requestName(name)
  return {
    calls,
    spoken: () => calls.filter((c) => SPEAKING.includes(c.member)).map((c) => String(c.args[0])),
    presented: () => new Promise((resolve) => (waiting = [...waiting, resolve])),
    refuse: () => void (refusing = true),
    die: () => leave(bus),
  }
}

type OrcaInterface = InstanceType<typeof service.Interface>
type Call = (member: string, ...args: readonly unknown[]) => boolean

/** The main object; `separate`: with calls for speech alone and for braille alone. */
function orcaService(name: string, version: string, separate: boolean, text: Call): OrcaInterface {
  class Service extends service.Interface {
    PresentMessage(message: string): boolean {
      return text('PresentMessage', message)
    }
    SpeakMessage(message: string): boolean {
      return text('SpeakMessage', message)
    }
    DisplayMessage(message: string, persistent: boolean): boolean {
      return text('DisplayMessage', message, persistent)
    }
    GetVersion(): string {
      return version
    }
  }
  Service.configureMembers({
    methods: {
      PresentMessage: { inSignature: 's', outSignature: 'b' },
      GetVersion: { inSignature: '', outSignature: 's' },
      ...(separate && {
        SpeakMessage: { inSignature: 's', outSignature: 'b' },
        DisplayMessage: { inSignature: 'sb', outSignature: 'b' },
      }),
    },
  })
  return exportable(new Service(name))
}

/** Orca 51: an interface a module, a method a command. */
function speechManager(command: Call): OrcaInterface {
  class SpeechManager extends service.Interface {
    InterruptSpeech(notifyUser: boolean): boolean {
      return command('InterruptSpeech', notifyUser)
    }
  }
  SpeechManager.configureMembers({ methods: { InterruptSpeech: { inSignature: 'b', outSignature: 'b' } } })
  return exportable(new SpeechManager('org.gnome.Orca1.SpeechManager'))
}

/** Orca 49 and 50: every module has the same interface, its commands are named by text. */
function module(command: Call): OrcaInterface {
  class Module extends service.Interface {
    ListCommands(): [string, string][] {
      return [['InterruptSpeech', 'Interrupts the speech server.']]
    }
    ExecuteCommand(name: string, notifyUser: boolean): boolean {
      return command(name, notifyUser)
    }
  }
  Module.configureMembers({
    methods: {
      ListCommands: { inSignature: '', outSignature: 'a(ss)' },
      ExecuteCommand: { inSignature: 'sb', outSignature: 'b' },
    },
  })
  return exportable(new Module('org.gnome.Orca.Module'))
}

/**
 * The library (0.11.3) sets each member table to undefined on the object itself, which hides those that
 * `configureMembers` puts on the class.
 */
function exportable(iface: OrcaInterface): OrcaInterface {
  for (const table of ['$methods', '$properties', '$signals']) Reflect.deleteProperty(iface, table)
  return iface
}

async function leave(bus: MessageBus): Promise<void> {
  const { _connection: connection } = bus as unknown as {
    _connection: { stream: { closed: boolean; once(event: 'close', run: () => void): void } }
  }
  if (connection.stream.closed) return
  const closed = new Promise<void>((resolve) => connection.stream.once('close', resolve))
  bus.disconnect()
  await closed
}
