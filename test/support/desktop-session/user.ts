import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { provideTestUser } from '../../../scripts/setup/test-user.mjs'

/** The project's folder, as the tests themselves see it. */
export const PROJECT = fileURLToPath(new URL('../../../', import.meta.url)).replace(/\/$/, '')

const VIEW = new URL('./programs/project-view.sh', import.meta.url).pathname

/** As whom, and where, the programs of a session run. */
export interface SessionUser {
  readonly uid: number
  readonly gid: number
  /** Whether that is another user than the one who tests. */
  readonly other: boolean
  /** The project's folder as that user sees it. */
  readonly project: string
  /** Stands before each command of that user. */
  readonly become: readonly string[]
  /** Why Chromium's sandbox cannot be had; undefined where it can. */
  readonly noSandbox: string | undefined
}

const works = ([program = '', ...args]: readonly string[]): boolean =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0

/**
 * The user of a session: this one, or as root one without rights. That user sees the project where it is,
 * or at `place` (an empty folder) in a mount namespace of its own; where neither can be had, root stays root.
 *
 * @param project the project's folder
 */
export async function sessionUser(place: string, project = PROJECT): Promise<SessionUser> {
  const user = await provideTestUser()
  const self = { uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1 }
  if (!user.ok) return { ...self, other: false, project, become: [], noSandbox: user.reason }
  const { uid, gid } = user
  if (!user.become) return { uid, gid, other: false, project, become: [], noSandbox: undefined }
  const become = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--inh-caps=-all']
  const readable = (at: string): string[] => ['test', '-r', `${at}/package.json`, '-a', '-x', `${at}/test/support`]
  const there = { uid, gid, other: true, noSandbox: undefined }
  if (works([...become, ...readable(project)])) return { ...there, project, become }
  const view = ['unshare', '--mount', 'sh', VIEW, project, place, ...become]
  if (works([...view, ...readable(place)])) return { ...there, project: place, become: view }
  const noSandbox = `the project lies where the user with number ${uid} may not read, and cannot be shown elsewhere`
  return { ...self, other: false, project, become: [], noSandbox }
}
