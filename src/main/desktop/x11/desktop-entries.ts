import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { tidyClass, type AppNames } from '../app-names'
import { oneLine } from '../text'

type Env = Readonly<Record<string, string | undefined>>

const MAX_BYTES = 256 * 1024
/** A program that is not known is looked for again after this long: it may just have been installed. */
const STALE = 60_000

/** Folders of .desktop files, the user's own first (XDG Base Directory and Desktop Menu specifications). */
function applicationFolders(env: Env): readonly string[] {
  const home = env['XDG_DATA_HOME'] || (env['HOME'] ? join(env['HOME'], '.local', 'share') : '')
  const system = env['XDG_DATA_DIRS'] || '/usr/local/share:/usr/share'
  return [home, ...system.split(':')].filter((folder) => folder !== '').map((folder) => join(folder, 'applications'))
}

interface Entry {
  readonly name: string
  readonly wmClass: string
}

/** Name (in the first of these languages that it has) and StartupWMClass of a .desktop file. */
export function parseEntry(text: string, languages: readonly string[]): Entry | undefined {
  const values = new Map<string, string>()
  let inside = false
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('[')) inside = line.trim() === '[Desktop Entry]'
    const [, key, value] = (inside ? /^([\w[\]@.-]+)\s*=\s*(.*)$/.exec(line) : null) ?? []
    if (key !== undefined && value !== undefined && !values.has(key)) values.set(key, value)
  }
  const localised = languages.map((language) => values.get(`Name[${language}]`))
  const name = oneLine(localised.find((n) => n !== undefined) ?? values.get('Name') ?? '')
  return name && values.get('Type') === 'Application' ? { name, wmClass: values.get('StartupWMClass') ?? '' } : undefined
}

/** Names by StartupWMClass, by the file's name and by the last part of that, all in small letters. */
async function readNames(env: Env, languages: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const byClass = new Map<string, string>()
  const byFile = new Map<string, string>()
  for (const folder of applicationFolders(env)) {
    const files = await readdir(folder).catch(() => [])
    for (const file of files.filter((f) => f.endsWith('.desktop')).sort()) {
      const path = join(folder, file)
      const text = await stat(path)
        .then((s) => (s.isFile() && s.size <= MAX_BYTES ? readFile(path, 'utf8') : ''))
        .catch(() => '')
      const entry = parseEntry(text, languages)
      if (!entry) continue
      const id = basename(file, '.desktop').toLowerCase()
      const wmClass = entry.wmClass.toLowerCase()
      if (wmClass && !byClass.has(wmClass)) byClass.set(wmClass, entry.name)
      for (const key of [id, id.split('.').at(-1) ?? id]) if (!byFile.has(key)) byFile.set(key, entry.name)
    }
  }
  return new Map([...byFile, ...byClass])
}

/**
 * Names of programs from their .desktop files (Desktop Entry Specification), else from WM_CLASS itself.
 * `languages`: as in Name[de], the best first; `now`: milliseconds, any origin.
 */
export function createDesktopEntryNames(env: Env, languages: readonly string[], now: () => number): AppNames {
  let names: Promise<ReadonlyMap<string, string>> | undefined
  let readAt = 0
  const read = (): Promise<ReadonlyMap<string, string>> => {
    readAt = now()
    return (names = readNames(env, languages))
  }
  return {
    async find(classes, exe) {
      const known = classes.filter((name) => name !== '')
      const keys = [...known, ...(known.length === 0 && exe ? [basename(exe)] : [])].map((key) => key.toLowerCase())
      const look = (map: ReadonlyMap<string, string>) => keys.map((key) => map.get(key)).find((n) => n !== undefined)
      const found = look(await (names ?? read()))
      if (found !== undefined) return found
      const again = now() - readAt > STALE ? look(await read()) : undefined
      return again ?? tidyClass(known[0] ?? (exe ? basename(exe) : ''))
    },
  }
}
