// Prints what a screen reader is told of the windows on the screen: an array of windows in JSON, each with its
// tree, as `AtSpiObject` in ../at-spi-tree.ts has it. With an argument, only windows with that title. A program
// of its own, since a bus answers nobody but its own user.
// Members: at-spi2-core, xml/Accessible.xml, xml/Action.xml and xml/Value.xml.
import { Message, sessionBus } from '@jellybrick/dbus-next'

/** AtspiStateType (atspi/atspi-constants.h) in its order: number n is bit n of GetState's two words. */
const STATES = [
  ...['invalid', 'active', 'armed', 'busy', 'checked', 'collapsed', 'defunct', 'editable', 'enabled', 'expandable'],
  ...['expanded', 'focusable', 'focused', 'has-tooltip', 'horizontal', 'iconified', 'modal', 'multi-line'],
  ...['multiselectable', 'opaque', 'pressed', 'resizable', 'selectable', 'selected', 'sensitive', 'showing'],
  ...['single-line', 'stale', 'transient', 'vertical', 'visible', 'manages-descendants', 'indeterminate', 'required'],
  ...['truncated', 'animated', 'invalid-entry', 'supports-autocompletion', 'selectable-text', 'is-default'],
  ...['visited', 'checkable', 'has-popup', 'read-only'],
]
const ACCESSIBLE = 'org.a11y.atspi.Accessible'
/** Where a program's first object is, and the registry's, whose children are the programs. */
const ROOT = '/org/a11y/atspi/accessible/root'
/** The path of an object that is none. */
const NO_OBJECT = '/org/a11y/atspi/null'

const launcher = { destination: 'org.a11y.Bus', path: '/org/a11y/bus', interface: 'org.a11y.Bus', member: 'GetAddress' }
const session = sessionBus()
const { body: [busAddress] } = await session.call(new Message(launcher))
session.disconnect()
const bus = sessionBus({ busAddress })

/** An object's answer; undefined where it is gone or has no such interface. */
const ask = ([destination, path], of, member, ...body) =>
  bus.call(new Message({ destination, path, interface: of, member, signature: 's'.repeat(body.length), body })).then(
    (reply) => reply.body[0],
    () => undefined,
  )

const property = async (at, of, name) => (await ask(at, 'org.freedesktop.DBus.Properties', 'Get', of, name))?.value

const childrenOf = async (at) => ((await ask(at, ACCESSIBLE, 'GetChildren')) ?? []).filter(([, path]) => path !== NO_OBJECT)

const statesOf = ([low = 0, high = 0] = []) => STATES.filter((_, bit) => (bit < 32 ? (low >>> bit) & 1 : (high >>> (bit - 32)) & 1))

async function treeOf(at) {
  const [role, name, description, states, attributes, interfaces = [], children] = await Promise.all([
    ask(at, ACCESSIBLE, 'GetRoleName'),
    property(at, ACCESSIBLE, 'Name'),
    property(at, ACCESSIBLE, 'Description'),
    ask(at, ACCESSIBLE, 'GetState'),
    ask(at, ACCESSIBLE, 'GetAttributes'),
    ask(at, ACCESSIBLE, 'GetInterfaces'),
    childrenOf(at),
  ])
  const has = (name) => interfaces.includes(`org.a11y.atspi.${name}`)
  const [actions, value, below] = await Promise.all([
    has('Action') ? ask(at, 'org.a11y.atspi.Action', 'GetActions') : [],
    has('Value') ? property(at, 'org.a11y.atspi.Value', 'CurrentValue') : null,
    Promise.all(children.map(treeOf)),
  ])
  return {
    role: role ?? '',
    name: name ?? '',
    description: description ?? '',
    states: statesOf(states),
    attributes: attributes ?? {},
    keys: (actions ?? []).map(([, , key]) => key).filter(Boolean),
    value: value ?? null,
    children: below,
  }
}

const [, , title] = process.argv
const programs = await childrenOf(['org.a11y.atspi.Registry', ROOT])
const windows = (await Promise.all(programs.map(childrenOf))).flat()
const wanted = []
for (const window of windows) if (title === undefined || (await property(window, ACCESSIBLE, 'Name')) === title) wanted.push(window)
process.stdout.write(JSON.stringify(await Promise.all(wanted.map(treeOf))), () => process.exit(0))
