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
 * The versions whose services the fake offers, as they are documented: 49 and 50 in
 * README-REMOTE-CONTROLLER.md and REMOTE-CONTROLLER-COMMANDS.md, 51 in src/orca/dbus_service.py.
 * `strange` owns the name and offers nothing; `hung` owns it and answers nothing.
 */
export const ORCA_VERSIONS = ['49', '50', '51'] as const
export type OrcaVersion = (typeof ORCA_VERSIONS)[number] | 'strange' | 'hung'

export interface FakeOrca {
  /** PresentMessage and what silences, in the order of their coming. */
  readonly calls: readonly OrcaCall[]
  /** Resolves at the next PresentMessage. */
  presented(): Promise<void>
  /** From now on PresentMessage answers false. */
  refuse(): void
  /** Leaves the bus, as a reader that crashes does. */
  die(): Promise<void>
}

/** Offers Orca's D-Bus service on a private bus and records what it is told. Not Orca: it speaks nothing. */
export async function startFakeOrca(busAddress: string, version: OrcaVersion): Promise<FakeOrca> {
  const bus = sessionBus({ busAddress })
  const calls: OrcaCall[] = []
  let refusing = false
  let waiting: (() => void)[] = []
  const present = (text: string): boolean => {
    calls.push({ member: 'PresentMessage', args: [text] })
    for (const tell of waiting.splice(0)) tell()
    return !refusing
  }
  const v1 = version === '51'
  const name = v1 ? 'org.gnome.Orca1.Service' : 'org.gnome.Orca.Service'
  const root = v1 ? '/org/gnome/Orca1/Service' : '/org/gnome/Orca/Service'
  if (version === 'hung') {
    bus.addMethodHandler((message: Message) => message.type === MessageType.METHOD_CALL)
  } else if (version !== 'strange') {
    bus.export(root, orcaService(name, `${version}.1`, present))
    const command = (member: string, args: readonly unknown[]): boolean => calls.push({ member, args }) > 0
    if (v1) bus.export(`${root}/SpeechManager`, speechManager(command))
    else
      bus.export(
        `${root}/${version === '49' ? 'SpeechAndVerbosityManager' : 'SpeechManager'}`,
        module(command),
      )
  }
  await bus.requestName(name)
  return {
    calls,
    presented: () => new Promise((resolve) => (waiting = [...waiting, resolve])),
    refuse: () => void (refusing = true),
    die: () => leave(bus),
  }
}

function orcaService(name: string, version: string, present: (text: string) => boolean): OrcaInterface {
  class Service extends service.Interface {
    PresentMessage(text: string): boolean {
      return present(text)
    }
    GetVersion(): string {
      return version
    }
  }
  Service.configureMembers({
    methods: {
      PresentMessage: { inSignature: 's', outSignature: 'b' },
      GetVersion: { inSignature: '', outSignature: 's' },
    },
  })
  return exportable(new Service(name))
}

type OrcaInterface = InstanceType<typeof service.Interface>
type Command = (member: string, args: readonly unknown[]) => boolean

/** Orca 51: an interface a module, a method a command. */
function speechManager(command: Command): OrcaInterface {
  class SpeechManager extends service.Interface {
    InterruptSpeech(notifyUser: boolean): boolean {
      return command('InterruptSpeech', [notifyUser])
    }
  }
  SpeechManager.configureMembers({ methods: { InterruptSpeech: { inSignature: 'b', outSignature: 'b' } } })
  return exportable(new SpeechManager('org.gnome.Orca1.SpeechManager'))
}

/** Orca 49 and 50: every module has the same interface, its commands are named by text. */
function module(command: Command): OrcaInterface {
  class Module extends service.Interface {
    ListCommands(): [string, string][] {
      return [['InterruptSpeech', 'Interrupts the speech server.']]
    }
    ExecuteCommand(name: string, notifyUser: boolean): boolean {
      return command(name, [notifyUser])
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
