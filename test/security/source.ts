import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../..')

/** Every source file of the product, by its path in the repository, without its comments. */
export const SOURCES: ReadonlyMap<string, string> = new Map(
  readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:tsx?|html|css)$/.test(entry.name))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name)
      const text = readFileSync(path, 'utf8').replaceAll(/\/\*[^]*?\*\/|^[ \t]*\/\/.*$/gm, '')
      return [path.slice(ROOT.length + 1).replaceAll('\\', '/'), text]
    }),
)

/** The files in which a pattern is found, in order. */
export function filesWith(pattern: RegExp): string[] {
  return [...SOURCES].filter(([, text]) => pattern.test(text)).map(([path]) => path).sort()
}
