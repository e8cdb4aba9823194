import { Variant } from '@jellybrick/dbus-next'
import { ROOT, roleNumber, type Accessible, type Tree } from './tree'

/** A method call as it comes from the bus. */
export interface Asked {
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly body: readonly unknown[]
}

/** A D-Bus signature and the values for it. */
export type Answer = readonly [signature: string, body: readonly unknown[]]

/** An object on the bus: who has it, and where. */
type Reference = readonly [bus: string, path: string]

interface Asking {
  readonly node: Accessible
  readonly tree: Tree
  /** Our own unique name. */
  readonly us: string
  /** What the registry told us is above us. */
  readonly desktop: Reference
  readonly body: readonly unknown[]
}

const ACCESSIBLE = 'org.a11y.atspi.Accessible'
const APPLICATION = 'org.a11y.atspi.Application'
const PROPERTIES = 'org.freedesktop.DBus.Properties'
const NOTHING: Reference = ['', '/org/a11y/atspi/null']

/** Bits of AtspiStateType (atspi-constants.h): sensitive 24, showing 25, visible 30; enabled 8. */
const STATES = [(1 << 8) | (1 << 24) | (1 << 25) | (1 << 30), 0]

/** The methods of org.a11y.atspi.Accessible that readers use (at-spi2-core, xml/Accessible.xml). */
const METHODS: Readonly<Record<string, (asking: Asking) => Answer>> = {
  GetChildAtIndex: ({ node, us, body }) => ['(so)', [reference(us, node.children[Number(body[0])])]],
  GetChildren: ({ node, us }) => ['a(so)', [node.children.map((path) => [us, path])]],
  GetIndexInParent: ({ node, tree }) => ['i', [indexInParent(node, tree)]],
  GetRelationSet: () => ['a(ua(so))', [[]]],
  GetRole: ({ node }) => ['u', [roleNumber(node.role)]],
  GetRoleName: ({ node }) => ['s', [node.role]],
  GetLocalizedRoleName: ({ node }) => ['s', [node.role]],
  GetState: () => ['au', [STATES]],
  GetAttributes: () => ['a{ss}', [{}]],
  GetApplication: ({ us }) => ['(so)', [[us, ROOT]]],
  GetInterfaces: ({ node }) => ['as', [interfacesOf(node)]],
}

const PROPERTY: Readonly<Record<string, Readonly<Record<string, (asking: Asking) => Variant>>>> = {
  [ACCESSIBLE]: {
    Name: ({ node }) => new Variant('s', node.name),
    Description: () => new Variant('s', ''),
    Parent: ({ node, us, desktop }) => new Variant('(so)', node.parent ? [us, node.parent] : desktop),
    ChildCount: ({ node }) => new Variant('i', node.children.length),
    Locale: ({ node }) => new Variant('s', node.lang),
    AccessibleId: () => new Variant('s', ''),
  },
  [APPLICATION]: {
    ToolkitName: () => new Variant('s', 'Descry'),
    Version: () => new Variant('s', ''),
    AtspiVersion: () => new Variant('s', '2.1'),
    Id: () => new Variant('i', 0),
  },
}

/** Answers what a reader asks about the tree; undefined where the object or the question is unknown. */
export function answer(asked: Asked, tree: Tree, us: string, desktop: Reference): Answer | undefined {
  const node = tree.at(asked.path)
  if (!node) {
    // No cache is kept: the reader asks each object itself.
    return asked.member === 'GetItems' ? ['a((so)(so)(so)iiassusau)', [[]]] : undefined
  }
  const asking: Asking = { node, tree, us, desktop, body: asked.body }
  if (asked.interface === PROPERTIES) return property(asked, asking)
  if (asked.interface === APPLICATION && asked.member === 'GetLocale') return ['s', ['']]
  return asked.interface === ACCESSIBLE ? own(METHODS, asked.member)?.(asking) : undefined
}

function property({ member, body }: Asked, asking: Asking): Answer | undefined {
  const [iface = '', name = ''] = body.map(String)
  const properties = interfacesOf(asking.node).includes(iface) ? own(PROPERTY, iface) : undefined
  if (!properties) return undefined
  // The registry numbers applications; the number means nothing to us.
  if (member === 'Set') return name === 'Id' ? ['', []] : undefined
  if (member === 'GetAll') {
    const all = Object.entries(properties).map(([key, value]) => [key, value(asking)] as const)
    return ['a{sv}', [Object.fromEntries(all)]]
  }
  const value = own(properties, name)?.(asking)
  return member === 'Get' && value ? ['v', [value]] : undefined
}

/** What a table has under a name that another program gave: nothing that tables inherit. */
function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

function interfacesOf({ role }: Accessible): string[] {
  return role === 'application' ? [ACCESSIBLE, APPLICATION] : [ACCESSIBLE]
}

function indexInParent(node: Accessible, tree: Tree): number {
  return node.parent === undefined ? -1 : (tree.at(node.parent)?.children.indexOf(node.path) ?? -1)
}

const reference = (us: string, path: string | undefined): Reference =>
  path === undefined ? NOTHING : [us, path]
