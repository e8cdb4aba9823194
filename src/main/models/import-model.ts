import { mkdir, open, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { crc32 } from 'node:zlib'
import { failure, type Result } from '../../shared/codes'
import type { InstalledModel } from '../../shared/model-catalogue'
import type { Clock } from './clock'
import { Digest } from './digest'
import { checkSpace } from './free-space'
import { install } from './install'
import { hasModelLayout } from './model-files'
import { inside, RECORD, type Places } from './places'
import type { Progress } from './progress'
import type { SourceFile } from './source-file'

/** Ids that a file's name can be made into: small letters, digits, dots and dashes. */
export function idFromName(name: string): string {
  const id = name
    .replace(/\.zip$/i, '')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
    .slice(0, 64)
  return id || 'model'
}

/** Copies one file into the model to be; the hash of what was written. */
async function copyIn(
  file: SourceFile,
  target: string,
  signal: AbortSignal | undefined,
  onBytes: (bytes: number) => void,
): Promise<Result<{ sha256: string }>> {
  await mkdir(dirname(target), { recursive: true })
  const digest = new Digest({ size: file.size, sha256: null })
  const misfit = failure(file.crc === null ? 'import-unreadable' : 'archive-damaged', file.path)
  let size = 0
  let crc = 0
  // SECURITY: `wx` never writes through something that is already there.
  const handle = await open(target, 'wx', 0o600)
  try {
    const pieces = (await file.open())[Symbol.asyncIterator]()
    for (;;) {
      let next: IteratorResult<unknown>
      try {
        next = await pieces.next()
      } catch (error) {
        return file.misread(error)
      }
      if (next.done) break
      const piece = next.value as Buffer
      if (signal?.aborted) {
        await pieces.return?.()
        return failure('cancelled')
      }
      size += piece.length
      if (size > file.size) {
        await pieces.return?.()
        return misfit
      }
      await handle.writeFile(piece)
      digest.update(piece)
      crc = crc32(piece, crc)
      onBytes(piece.length)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  if (size !== file.size || (file.crc !== null && file.crc !== crc)) return misfit
  return { ok: true, sha256: digest.end().sha256 }
}

/** Whether config.json names a family that the engine can run. */
async function checkType(config: string, modelTypes: readonly string[]): Promise<Result<object>> {
  let type: unknown
  try {
    const parsed: unknown = JSON.parse(await readFile(config, 'utf8'))
    type = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, 'model_type') : undefined
  } catch {
    return failure('import-not-a-model', 'config.json is not JSON')
  }
  if (typeof type !== 'string') return failure('import-not-a-model', 'config.json has no model_type')
  return modelTypes.includes(type) ? { ok: true } : failure('model-unsupported', `model_type ${type}`)
}

/** Copies a model of the user's to where the installed ones are. The user's files stay as they are. */
export async function importModel(
  id: string,
  name: string,
  given: readonly SourceFile[],
  places: Places,
  work: {
    readonly modelTypes: readonly string[]
    readonly reserve: number
    readonly clock: Clock
    readonly signal: AbortSignal | undefined
    readonly progress: Progress
  },
): Promise<Result<{ folder: string }>> {
  // SECURITY: what we say about a model is never taken from somebody else's record of it.
  const source = given.filter(({ path }) => path.toLowerCase() !== RECORD)
  if (!hasModelLayout(source.map(({ path }) => path))) return failure('import-not-a-model')
  await rm(places.partial, { recursive: true, force: true })
  // SECURITY: for this user alone, as long as nobody has checked what is in it.
  await mkdir(places.partial, { recursive: true, mode: 0o700 })
  const total = source.reduce((sum, { size }) => sum + size, 0)
  const copy = async (): Promise<Result<{ files: InstalledModel['files'] }>> => {
    const space = await checkSpace(places.partial, total, work.reserve)
    if (!space.ok) return space
    work.progress.phase('installing', 0, total)
    let copied = 0
    const files: InstalledModel['files'] = []
    // config.json first: what cannot be run is not copied for minutes.
    const order = [...source].sort((a, b) => Number(b.path === 'config.json') - Number(a.path === 'config.json'))
    for (const file of order) {
      const target = inside(places.files, file.path)
      const done = await copyIn(file, target, work.signal, (bytes) => work.progress.set((copied += bytes)))
      if (!done.ok) return done
      const type = file.path === 'config.json' ? await checkType(target, work.modelTypes) : done
      if (!type.ok) return type
      files.push({ path: file.path, size: file.size, sha256: done.sha256 })
    }
    return { ok: true, files }
  }
  let copied: Awaited<ReturnType<typeof copy>> = failure('cancelled')
  try {
    copied = await copy()
  } finally {
    if (!copied.ok) await rm(places.partial, { recursive: true, force: true })
  }
  if (!copied.ok) return copied
  const record: InstalledModel = {
    version: 1,
    id,
    name,
    origin: 'imported',
    revision: null,
    licence: null,
    files: copied.files,
    installedAt: work.clock.now(),
    consentAt: null,
    damaged: [],
  }
  await install(places, record)
  return { ok: true, folder: places.model }
}
