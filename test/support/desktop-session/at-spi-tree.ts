import type { DesktopSession } from './session'
import { until } from './until'

/** One object of the accessibility bus with all below it, as a screen reader is told of it. */
export interface AtSpiObject {
  /** GetRoleName: "push button", "heading". */
  readonly role: string
  readonly name: string
  readonly description: string
  /** By their names in AtspiStateType: "focusable", "checked". */
  readonly states: readonly string[]
  /** As Chromium gives them: level, live, atomic, keyshortcuts, xml-roles, tag. */
  readonly attributes: Readonly<Record<string, string>>
  /** The key bindings of its actions, without those that are empty. */
  readonly keys: readonly string[]
  /** Of a slider, a spin button or a progress bar. */
  readonly value: number | null
  readonly children: readonly AtSpiObject[]
}

const WALK = 'test/support/desktop-session/programs/at-spi-tree.mjs'

/** The windows of all programs of a session, or those with this title, each with its tree. */
export async function accessibleWindows(session: DesktopSession, title?: string): Promise<readonly AtSpiObject[]> {
  const printed = await session.output(session.node, [session.path(WALK), ...(title === undefined ? [] : [title])])
  return JSON.parse(printed) as readonly AtSpiObject[]
}

/** The tree of the one window with this title, as soon as it holds. */
export function accessibleWindow(session: DesktopSession, title: string, holds: (tree: AtSpiObject) => boolean = () => true): Promise<AtSpiObject> {
  let last: AtSpiObject | undefined
  return until(
    `the window "${title}" on the accessibility bus`,
    async () => {
      last = (await accessibleWindows(session, title))[0]
      return last && holds(last) ? last : undefined
    },
    { more: () => JSON.stringify(last, null, 1) },
  )
}

/** All objects of a tree, the root first, in the order of a reader. */
export function everyObject(tree: AtSpiObject): AtSpiObject[] {
  return [tree, ...tree.children.flatMap(everyObject)]
}
