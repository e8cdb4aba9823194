import { lstat, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What the choice of a folder depends on; `uid` is -1 where the system has none (Windows). */
export interface Place {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly uid: number
}

export function thisPlace(env: Place['env']): Place {
  return { env, uid: process.getuid?.() ?? -1 }
}

/**
 * Makes `path` (its parent exists) a folder of this user alone and says whether it is one: a real
 * folder, not a link, owned by `uid`, closed to everyone else.
 *
 * SECURITY: a shared folder such as /tmp lets another user put a folder or a link under our name
 * first; such a one is refused, never repaired.
 */
export async function isPrivateFolder(path: string, uid: number): Promise<boolean> {
  try {
    await mkdir(path, { mode: 0o700 }).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    })
    const stat = await lstat(path)
    return stat.isDirectory() && (uid === -1 || (stat.uid === uid && (stat.mode & 0o077) === 0))
  } catch {
    return false
  }
}

/**
 * Folders for sockets, the best first. All are looked through when others are to be stopped: another
 * terminal of the same user may lack XDG_RUNTIME_DIR.
 */
export function runtimeFolders({ env, uid }: Place): string[] {
  const folders = env.XDG_RUNTIME_DIR ? [join(env.XDG_RUNTIME_DIR, 'descry')] : []
  return [...folders, join(env.TMPDIR || tmpdir(), `descry-${uid}`)]
}

/** Folders that are in memory on most Linux systems, the best first; whether they are is checked later. */
export function memoryFolders({ env, uid }: Place): string[] {
  const folders = env.XDG_RUNTIME_DIR ? [join(env.XDG_RUNTIME_DIR, 'descry')] : []
  return [...folders, `/dev/shm/descry-${uid}`]
}
