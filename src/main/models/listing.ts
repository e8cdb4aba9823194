import { z } from 'zod'
import { failure, type Result } from '../../shared/codes'
import type { CatalogueEntry } from '../../shared/model-catalogue'
import type { PlannedFile } from './plan'
import { request, type Line } from './request'

/** What the publisher says about the files of a model: Hugging Face Hub's `tree` and `revision`. */

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const sha1 = z.string().regex(/^[0-9a-f]{40}$/)

const treeSchema = z.array(
  z.object({
    type: z.string(),
    path: z.string(),
    size: z.int().min(0).optional(),
    /** Git's name of the blob: of a large file, of the pointer to it. */
    oid: sha1.optional(),
    lfs: z.object({ oid: sha256, size: z.int().min(0) }).optional(),
  }),
)
export type Tree = z.infer<typeof treeSchema>

const revisionSchema = z.object({ sha: sha1 })

/** Lists of more bytes or pages than these are no model's. */
const MOST_BYTES = 4 * 1024 * 1024
const MOST_PAGES = 20

/**
 * The wanted files with the sizes and hashes of the publisher's list.
 * SECURITY: where the catalogue knows a size or a hash, the publisher's must be the same, so that nobody who
 * takes over the publisher's account can change a file that we have pinned.
 */
export function planFiles(
  entry: Pick<CatalogueEntry, 'wanted' | 'known'>,
  tree: Tree,
): Result<{ files: PlannedFile[] }> {
  const files: PlannedFile[] = []
  for (const path of entry.wanted) {
    const listed = tree.find((file) => file.path === path && file.type === 'file')
    const size = listed?.lfs?.size ?? listed?.size
    if (!listed || size === undefined) return failure('download-not-found', path)
    const known = entry.known.find((file) => file.path === path)
    const hash = listed.lfs?.oid ?? null
    // A hash that the list does not tell is compared with the file's own bytes when they have come.
    const changed = (known?.size ?? size) !== size || (hash !== null && (known?.sha256 ?? hash) !== hash)
    if (changed) return failure('download-changed', path)
    const planned = { path, size, sha256: known?.sha256 ?? hash, blob: listed.lfs ? null : (listed.oid ?? null) }
    if (planned.sha256 === null && planned.blob === null) return failure('download-unclear', `no hash of ${path}`)
    files.push(planned)
  }
  return { ok: true, files }
}

/** The wanted files where the catalogue knows all of them; null where the publisher must be asked. */
export function knownFiles(entry: Pick<CatalogueEntry, 'wanted' | 'known'>): PlannedFile[] | null {
  const files: PlannedFile[] = []
  for (const path of entry.wanted) {
    const known = entry.known.find((file) => file.path === path)
    const { size, sha256: hash } = known ?? { size: null, sha256: null }
    if (size === null || hash === null) return null
    files.push({ path, size, sha256: hash, blob: null })
  }
  return files
}

/** The address of the next page in a `Link` header (RFC 8288), if there is one. */
export function nextPage(link: string | null, base: URL): URL | null {
  const target = link?.match(/<([^>]*)>\s*;[^,]*\brel="?next"?/)?.[1]
  return target !== undefined && URL.canParse(target, base) ? new URL(target, base) : null
}

async function askJson<T>(
  url: URL,
  schema: z.ZodType<T>,
  line: Line,
): Promise<Result<{ value: T; next: URL | null }>> {
  const asked = await request(url, { accept: 'application/json' }, line)
  if (!asked.ok) return asked
  const pieces: Uint8Array[] = []
  let size = 0
  const read = await asked.answer.read(async (piece) => {
    pieces.push(piece)
    size += piece.length
    return size > MOST_BYTES ? failure('download-unclear', 'a list of more than 4 MB') : { ok: true }
  })
  if (!read.ok) return read
  try {
    const value = schema.parse(JSON.parse(Buffer.concat(pieces).toString('utf8')))
    return { ok: true, value, next: nextPage(asked.answer.headers.get('link'), url) }
  } catch {
    return failure('download-unclear', `${url.pathname} is not the list that was asked for`)
  }
}

/** The commit and the files to fetch; asks the publisher only for what the catalogue leaves open. */
export async function askListing(
  entry: CatalogueEntry,
  line: Line,
): Promise<Result<{ revision: string; files: PlannedFile[] }>> {
  const known = knownFiles(entry)
  if (known && entry.revision !== null) return { ok: true, revision: entry.revision, files: known }
  let revision = entry.revision
  if (revision === null) {
    const head = await askJson(line.publisher.revision(entry.repository, 'main'), revisionSchema, line)
    if (!head.ok) return head
    revision = head.value.sha
  }
  const tree: Tree = []
  let page: URL | null = line.publisher.tree(entry.repository, revision)
  for (let pages = 0; page !== null && pages < MOST_PAGES; pages += 1) {
    const asked: Awaited<ReturnType<typeof askJson<Tree>>> = await askJson(page, treeSchema, line)
    if (!asked.ok) return asked
    tree.push(...asked.value)
    page = asked.next
  }
  const planned = planFiles(entry, tree)
  return planned.ok ? { ok: true, revision, files: planned.files } : planned
}
