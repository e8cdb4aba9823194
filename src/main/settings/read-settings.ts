import { z } from 'zod'
import { settingsSchema, SETTINGS_VERSION, type Settings } from '../../shared/settings'
import type { Migrations, RawSettings } from './migrations'

type Read =
  | { readonly state: 'read' | 'migrated'; readonly settings: Settings }
  /** `newer`: written by a later version of Descry. */
  | { readonly state: 'unreadable' | 'newer' }

const versioned = z.looseObject({ version: z.int().min(0) })

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Understands the text of a settings file, of this version or an older one. */
export function readSettings(text: string, migrations: Migrations): Read {
  const raw = versioned.safeParse(parse(text))
  if (!raw.success) return { state: 'unreadable' }
  const { version } = raw.data
  if (version > SETTINGS_VERSION) return { state: 'newer' }

  let settings: RawSettings = raw.data
  for (let from = version; from < SETTINGS_VERSION; from += 1) {
    const migrate = migrations[from]
    if (!migrate) return { state: 'unreadable' }
    try {
      settings = { ...migrate(settings), version: from + 1 }
    } catch {
      // Fields were not what a file of that version has.
      return { state: 'unreadable' }
    }
  }
  const read = settingsSchema.safeParse(settings)
  if (!read.success) return { state: 'unreadable' }
  return { state: version === SETTINGS_VERSION ? 'read' : 'migrated', settings: read.data }
}
