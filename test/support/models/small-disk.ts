import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface SmallDisk {
  readonly path: string
  makeReadOnly(): void
  remove(): void
}

/** A real file system of its own with so many bytes; null where this user may not mount one. */
export function mountSmallDisk(bytes: number): SmallDisk | null {
  if (process.platform !== 'linux' || process.geteuid?.() !== 0) return null
  const path = mkdtempSync(join(tmpdir(), 'descry-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', path], { stdio: 'ignore' })
  } catch {
    rmdirSync(path)
    return null
  }
  return {
    path,
    makeReadOnly: () => execFileSync('mount', ['-o', 'remount,ro', path]),
    remove() {
      execFileSync('umount', [path])
      rmdirSync(path)
    },
  }
}

export const CAN_MOUNT = (() => {
  const disk = mountSmallDisk(4096)
  disk?.remove()
  return disk !== null
})()
