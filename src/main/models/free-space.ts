import { statfs } from 'node:fs/promises'
import { failure, type Result } from '../../shared/codes'

/** Free bytes that this user may fill where the folder lies. */
export async function freeSpace(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/**
 * Whether `needed` bytes fit and leave `reserve` free: a disk that is full to the last byte breaks other
 * programs, and the system itself.
 */
export async function checkSpace(folder: string, needed: number, reserve: number): Promise<Result<object>> {
  const free = await freeSpace(folder)
  if (free >= needed + reserve) return { ok: true }
  return failure('disk-full', `${needed + reserve} bytes needed, ${free} free`)
}
