// Where made models lie: outside the tree, kept from one run to the next.
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Counts up when what is written changes. */
const VERSION = 2

export function cacheFolder() {
  const base = process.env.DESCRY_BENCH_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'descry-bench')
  return join(base, `models-${VERSION}`)
}

/** Makes a folder once: `write(folder)` fills it, and it gets its name when it is whole. */
export async function madeOnce(name, write) {
  const folder = join(cacheFolder(), name)
  const there = await access(folder).then(() => true, () => false)
  if (there) return folder
  const partial = `${folder}.${process.pid}.part`
  await mkdir(partial, { recursive: true })
  try {
    await write(partial)
    await rename(partial, folder)
  } finally {
    await rm(partial, { recursive: true, force: true })
  }
  return folder
}

export async function writeJson(file, value) {
  await writeFile(file, `${JSON.stringify(value, null, 1)}\n`)
}
