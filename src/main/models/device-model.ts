import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

export interface ModelIdentity {
  /** Another one where any of the model's files is another one. */
  readonly id: string
  /** Bytes of its graphs. */
  readonly size: number
}

/**
 * Tells a model folder's content from another's without reading the graphs: by `descry.json`, which names
 * every file's hash, where the folder has one, else by the files' names, sizes and times.
 */
export async function identifyModel(folder: string): Promise<ModelIdentity> {
  const names = (await readdir(folder, { recursive: true }).catch((): string[] => [])).sort()
  const files: string[] = []
  let size = 0
  for (const name of names) {
    const found = await stat(join(folder, name)).catch(() => null)
    if (!found?.isFile()) continue
    files.push(`${name} ${found.size} ${Math.trunc(found.mtimeMs)}`)
    if (/\.onnx(?:_data.*)?$/.test(name)) size += found.size
  }
  const listed = await readFile(join(folder, 'descry.json'), 'utf8').catch(() => null)
  return { id: createHash('sha256').update(listed ?? files.join('\n')).digest('hex').slice(0, 32), size }
}
