import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { failure, type Result } from '../../shared/codes'
import { modelPathSchema } from '../../shared/model-catalogue'
import { fileFailure } from './file-failure'
import { belongsToModel } from './model-files'
import type { SourceFile } from './source-file'

/** Files directly in a folder, by path from the model's top. */
async function filesIn(folder: string, prefix: string): Promise<SourceFile[]> {
  const names = await readdir(folder).catch(() => [])
  const found = await Promise.all(
    names.map(async (name): Promise<SourceFile[]> => {
      const path = `${prefix}${name}`
      if (!belongsToModel(path) || !modelPathSchema.safeParse(path).success) return []
      const full = join(folder, name)
      // Links are followed: the caches of other programs consist of them, and the folder is the user's own.
      const entry = await stat(full).catch(() => null)
      if (!entry?.isFile()) return []
      const misread = (error: unknown): Result<never> => {
        const known = fileFailure(error)
        if (known) return failure('import-unreadable', path)
        throw error
      }
      return [{ path, size: entry.size, crc: null, misread, open: async () => createReadStream(full) }]
    }),
  )
  return found.flat()
}

/** What belongs to a model in a folder of the user's; the rest of the folder is left alone. */
export async function folderSource(folder: string): Promise<SourceFile[]> {
  return [...(await filesIn(folder, '')), ...(await filesIn(join(folder, 'onnx'), 'onnx/'))]
}
