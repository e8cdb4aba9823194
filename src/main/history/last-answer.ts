import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { open, rename, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Answer } from '../../shared/answer'
import { failure, type Failure, type Result } from '../../shared/codes'
import type { KeptAnswer } from './answer-schema'
import { isPrivateFolder, memoryFolders, type Place } from './private-folder'

/** TMPFS_MAGIC of linux/magic.h: a file system that lives in memory. */
const TMPFS = 0x01021994
const MAX_BYTES = 16 * 1024 * 1024
const FILE = 'last-answer.json'
// Windows has no such flags, and no tmpfs either.
const NOFOLLOW = constants.O_NOFOLLOW || 0

/** The last answer of this user, kept in memory between two commands, never on a disk. */
export interface LastAnswer {
  /** The folder that is used, or undefined where the system has no place in memory. */
  folder(): Promise<string | undefined>
  keep(answer: Answer, soundingUntil: number): Promise<Result<object>>
  /** `no-last-answer` also when what is there is not ours or cannot be understood. */
  recall(): Promise<Result<{ kept: KeptAnswer }>>
  forget(): Promise<Result<object>>
}

async function inMemory(path: string): Promise<boolean> {
  return statfs(path).then(
    ({ type }) => type === TMPFS,
    () => false,
  )
}

/**
 * @param place decides the folder (XDG_RUNTIME_DIR, else /dev/shm), which is verified to be a tmpfs and
 *   of this user alone
 * @param isMemory whether a folder's file system lives in memory
 */
export function createLastAnswer(place: Place, isMemory = inMemory): LastAnswer {
  let chosen: Promise<string | undefined> | undefined

  async function choose(): Promise<string | undefined> {
    if (process.platform !== 'linux') return undefined
    for (const path of memoryFolders(place)) {
      if ((await isPrivateFolder(path, place.uid)) && (await isMemory(path))) return path
    }
    return undefined
  }

  const folder = () => (chosen ??= choose())
  const unavailable = (detail?: string): Failure => failure('memory-unavailable', detail)

  async function write(path: string, text: string): Promise<void> {
    const fresh = join(path, `${FILE}.${randomUUID()}`)
    try {
      // SECURITY: exclusive creation follows no link; the rename replaces a link, never its target.
      const file = await open(
        fresh,
        constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | NOFOLLOW,
        0o600,
      )
      try {
        await file.writeFile(text)
      } finally {
        await file.close()
      }
      await rename(fresh, join(path, FILE))
    } catch (error) {
      await rm(fresh, { force: true })
      throw error
    }
  }

  async function readBack(path: string): Promise<string | undefined> {
    const file = await open(join(path, FILE), constants.O_RDONLY | NOFOLLOW)
    try {
      const stat = await file.stat()
      const ours = stat.isFile() && stat.uid === place.uid && (stat.mode & 0o077) === 0
      return ours && stat.size <= MAX_BYTES ? await file.readFile('utf8') : undefined
    } finally {
      await file.close()
    }
  }

  return {
    folder,

    async keep(answer, soundingUntil) {
      const path = await folder()
      if (!path) return unavailable()
      const kept: KeptAnswer = { schema: 1, answer, soundingUntil }
      const text = JSON.stringify(kept)
      if (Buffer.byteLength(text) > MAX_BYTES) return unavailable('the answer is too large to keep')
      try {
        await write(path, text)
        return { ok: true }
      } catch (error) {
        return unavailable((error as NodeJS.ErrnoException).code)
      }
    },

    async recall() {
      const path = await folder()
      if (!path) return unavailable()
      try {
        const text = await readBack(path)
        if (text === undefined) return failure('no-last-answer', 'the file is not ours')
        // The schema library costs tens of milliseconds, and keeping does not need it.
        const { keptAnswerSchema } = await import('./answer-schema')
        const read = keptAnswerSchema.safeParse(JSON.parse(text))
        return read.success
          ? { ok: true, kept: read.data }
          : failure('no-last-answer', read.error.issues[0]?.message)
      } catch (error) {
        return failure('no-last-answer', (error as NodeJS.ErrnoException).code)
      }
    },

    async forget() {
      const path = await folder()
      if (!path) return unavailable()
      try {
        await rm(join(path, FILE), { force: true })
        return { ok: true }
      } catch (error) {
        return unavailable((error as NodeJS.ErrnoException).code)
      }
    },
  }
}
