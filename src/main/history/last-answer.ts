import { rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Answer } from '../../shared/answer'
import { failure, type Failure, type Result } from '../../shared/codes'
import { readPrivateFile, writePrivateFile } from '../files/private-file'
import type { KeptAnswer } from './answer-schema'
import { isPrivateFolder, memoryFolders, type Place } from './private-folder'

/** TMPFS_MAGIC of linux/magic.h: a file system that lives in memory. */
const TMPFS = 0x01021994
const MAX_BYTES = 16 * 1024 * 1024
const FILE = 'last-answer.json'

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

  return {
    folder,

    async keep(answer, soundingUntil) {
      const path = await folder()
      if (!path) return unavailable()
      const kept: KeptAnswer = { schema: 1, answer, soundingUntil }
      const text = JSON.stringify(kept)
      if (Buffer.byteLength(text) > MAX_BYTES) return unavailable('the answer is too large to keep')
      try {
        await writePrivateFile(join(path, FILE), text)
        return { ok: true }
      } catch (error) {
        return unavailable((error as NodeJS.ErrnoException).code)
      }
    },

    async recall() {
      const path = await folder()
      if (!path) return unavailable()
      try {
        const bytes = await readPrivateFile(join(path, FILE), place.uid, MAX_BYTES)
        if (bytes === undefined) return failure('no-last-answer')
        if (bytes === null) return failure('no-last-answer', 'the file is not ours')
        // The schema library costs tens of milliseconds, and keeping does not need it.
        const { keptAnswerSchema } = await import('./answer-schema')
        const read = keptAnswerSchema.safeParse(JSON.parse(bytes.toString('utf8')))
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
