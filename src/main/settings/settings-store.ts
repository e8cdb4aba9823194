import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { failure, type Result } from '../../shared/codes'
import { DEFAULT_SETTINGS, settingsPatchSchema, type Settings, type SettingsPatch } from '../../shared/settings'
import { asideName, writePrivateFile } from '../files/private-file'
import { MIGRATIONS, type Migrations } from './migrations'
import { readSettings } from './read-settings'

/** What was found at start; the user is told of everything that was `kept-aside` or `left`. */
type SettingsOrigin =
  | { readonly state: 'none' | 'read' | 'migrated' }
  /** Defaults are used; the old file lies beside under `file`, a name in the same folder. */
  | { readonly state: 'kept-aside'; readonly reason: 'unreadable' | 'newer'; readonly file: string }
  /** Defaults are used; the old file could not be moved and is not overwritten, so changes are not kept. */
  | { readonly state: 'left'; readonly reason: 'unreadable' | 'newer' }

export interface SettingsStore {
  readonly origin: SettingsOrigin
  current(): Settings
  /**
   * Applies at once, then writes; `settings-unwritable` means that it applies until Descry ends.
   * @throws when the patch does not fit the schema: a bug, since windows are checked before
   */
  change(patch: SettingsPatch): Promise<Result<object>>
  /** Calls `hear` after each change, before it is written. @returns a function that ends it */
  watch(hear: (settings: Settings) => void): () => void
}

/** Settings are a page of text; more than this is not read. */
const MAX_CHARACTERS = 1_000_000
const FILE = 'settings.json'
const NOTHING_THERE = ['ENOENT', 'ENOTDIR']

async function fileText(path: string): Promise<string | undefined> {
  try {
    const text = await readFile(path, 'utf8')
    // Not understood, like everything that is no settings file.
    return text.length > MAX_CHARACTERS ? '' : text
  } catch (error) {
    return NOTHING_THERE.includes((error as NodeJS.ErrnoException).code ?? '') ? undefined : ''
  }
}

/** What a crash left beside the file while it was written. */
async function clearLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  const left = names.filter((name) => name.startsWith(`${FILE}.new`))
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true }).catch(() => undefined)))
}

/** @returns the new name in the folder */
async function keepAside(folder: string): Promise<string> {
  const aside = await asideName(folder, 'settings', 'json')
  await rename(join(folder, FILE), join(folder, aside))
  return aside
}

async function open(
  folder: string,
  migrations: Migrations,
): Promise<{ settings: Settings; origin: SettingsOrigin }> {
  await clearLeftovers(folder)
  const text = await fileText(join(folder, FILE))
  if (text === undefined) return { settings: DEFAULT_SETTINGS, origin: { state: 'none' } }
  const read = readSettings(text, migrations)
  if ('settings' in read) return { settings: read.settings, origin: { state: read.state } }
  const reason = read.state
  const origin = await keepAside(folder).then(
    (file): SettingsOrigin => ({ state: 'kept-aside', reason, file }),
    (): SettingsOrigin => ({ state: 'left', reason }),
  )
  return { settings: DEFAULT_SETTINGS, origin }
}

/**
 * Opens `<folder>/settings.json`; never fails: what cannot be understood is kept aside and defaults are
 * used. One store a file; the app has a single instance.
 * @param migrations by version; see there
 */
export async function openSettings(folder: string, migrations: Migrations = MIGRATIONS): Promise<SettingsStore> {
  const { settings, origin } = await open(folder, migrations)
  const watchers = new Set<(settings: Settings) => void>()
  let now = settings
  /** What the file is known to hold. */
  let written = origin.state === 'read' ? JSON.stringify(now) : undefined
  let writing = Promise.resolve<Result<object>>({ ok: true })

  async function write(): Promise<Result<object>> {
    if (origin.state === 'left') return failure('settings-unwritable', 'the old file is in the way')
    const text = JSON.stringify(now)
    if (text === written) return { ok: true }
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writePrivateFile(join(folder, FILE), `${JSON.stringify(now, null, 2)}\n`)
      written = text
      return { ok: true }
    } catch (error) {
      return failure('settings-unwritable', (error as NodeJS.ErrnoException).code)
    }
  }

  return {
    origin,
    current: () => now,

    async change(patch) {
      const fields = Object.entries(settingsPatchSchema.parse(patch)).filter(([, value]) => value !== undefined)
      now = { ...now, ...(Object.fromEntries(fields) as Partial<Settings>) }
      for (const hear of [...watchers]) hear(now)
      // One after the other, each with what is newest by then.
      writing = writing.then(write)
      return writing
    },

    watch(hear) {
      watchers.add(hear)
      return () => void watchers.delete(hear)
    },
  }
}
