import { failure, type Result } from '../../shared/codes'
import { modelPathSchema } from '../../shared/model-catalogue'
import { belongsToModel } from './model-files'

/** What an archive's own list says of one entry. */
export interface ArchiveEntry {
  readonly name: string
  readonly size: number
  readonly packedSize: number
  /** Of the Unix file mode in the upper half; 0 where the archive was not made on Unix. */
  readonly externalAttributes: number
  readonly encrypted: boolean
  /** 0 stored, 8 deflated: ZIP's APPNOTE 4.4.5. */
  readonly method: number
}

export interface WantedEntry {
  /** Position in the archive's list. */
  readonly index: number
  /** Path in the model's folder. */
  readonly path: string
  readonly size: number
}

/** More than the largest model that anybody will describe pictures with on a desktop. */
export const MOST_ENTRIES = 1_000
const MOST_BYTES = 32 * 1024 ** 3
/** Weights hardly shrink, texts to a twentieth at best. Deflate's limit is 1,032. */
const MOST_SHRUNK = 200
/** Below this many bytes no ratio does harm. */
const HARMLESS = 16 * 1024 * 1024

/** Names that are devices on Windows whatever their ending; there a file of that name is never a file. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i

/** Left by macOS's own packer in every archive. */
const CLUTTER = /(?:^|\/)(?:__MACOSX|\.DS_Store)(?:\/|$)/

const isFolder = (entry: ArchiveEntry): boolean => entry.name.endsWith('/')

/** The kind of file in a Unix mode: regular, folder, or not told. */
const ORDINARY: ReadonlySet<number> = new Set([0, 0o100000, 0o040000])
const isOrdinary = (entry: ArchiveEntry): boolean => ORDINARY.has((entry.externalAttributes >>> 16) & 0o170000)

/**
 * A relative path of plain names.
 * SECURITY: this refuses what leads out of the folder on any system (`..`, a root, a drive, a backslash, an
 * alternate stream, a device, a control character) by allowing only letters, digits, dots, dashes and
 * underscores between slashes.
 */
const isSafe = (path: string): boolean =>
  modelPathSchema.safeParse(path).success &&
  path.split('/').every((name) => !DEVICE.test(name) && !name.endsWith('.'))

/** The one folder that everything lies in, with its slash; archives are often made of a folder. */
function commonFolder(names: readonly string[]): string {
  const first = names[0]?.split('/')[0] ?? ''
  const prefix = `${first}/`
  return names.every((name) => name.startsWith(prefix)) ? prefix : ''
}

/**
 * Which entries are taken out of an archive, and where to; one that is unsafe in any place is refused as a
 * whole, before anything is written.
 * @param archiveSize bytes of the archive itself: entries that share packed bytes add up to more
 */
export function chooseEntries(
  entries: readonly ArchiveEntry[],
  archiveSize: number,
): Result<{ wanted: WantedEntry[] }> {
  const total = entries.reduce((sum, entry) => sum + entry.size, 0)
  const packed = entries.reduce((sum, entry) => sum + entry.packedSize, 0)
  if (entries.length > MOST_ENTRIES) return failure('archive-too-large', `${entries.length} entries`)
  if (total > MOST_BYTES) return failure('archive-too-large', `${total} bytes`)
  if (packed > archiveSize) return failure('archive-too-large', 'entries overlap')
  if (total > HARMLESS && total > packed * MOST_SHRUNK) return failure('archive-too-large', `${total} of ${packed} bytes`)
  for (const entry of entries) {
    if (!isOrdinary(entry)) return failure('archive-unsafe', `${entry.name} is a link or a device`)
    if (!CLUTTER.test(entry.name) && !isSafe(entry.name.replace(/\/$/, ''))) return failure('archive-unsafe', entry.name)
    if (entry.encrypted) return failure('archive-unsupported', `${entry.name} has a password`)
    if (entry.method !== 0 && entry.method !== 8) return failure('archive-unsupported', `method ${entry.method}`)
  }
  const files = entries
    .map((entry, index) => ({ entry, index }))
    .filter(({ entry }) => !isFolder(entry) && !CLUTTER.test(entry.name))
  const prefix = commonFolder(files.map(({ entry }) => entry.name))
  const wanted = files.map(({ entry, index }) => ({ index, path: entry.name.slice(prefix.length), size: entry.size }))
  const seen = new Set<string>()
  for (const { path } of wanted) {
    // Windows and macOS know only one file of a name, however it is spelled.
    const name = path.toLowerCase()
    if (seen.has(name)) return failure('archive-unsafe', `${path} is there twice`)
    seen.add(name)
    if (!belongsToModel(path)) return failure('archive-foreign', path)
  }
  return { ok: true, wanted }
}
