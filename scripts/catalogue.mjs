// Fills resources/catalogue.json with what the publisher says about its files: commit, sizes and SHA-256.
// For maintainers, with a network: `node scripts/catalogue.mjs`, `--newest` moves to the newest commits, and
// `--check` only compares. Small files, of which the publisher tells git's hash, are fetched and hashed here.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { at } from './setup/places.mjs'

const { values } = parseArgs({
  options: {
    newest: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    file: { type: 'string', default: at('resources/catalogue.json') },
  },
})

async function ask(url) {
  const response = await fetch(url, { headers: { 'user-agent': 'Descry' } })
  if (!response.ok) throw new Error(`${response.status} from ${url}`)
  return response
}

const hash = (kind, ...parts) => parts.reduce((digest, part) => digest.update(part), createHash(kind)).digest('hex')

/** Every file of a commit; the list comes in pages. */
async function tree(publisher, repository, commit) {
  const files = []
  let page = `${publisher}/api/models/${repository}/tree/${commit}?recursive=true`
  while (page) {
    const response = await ask(page)
    files.push(...(await response.json()))
    page = response.headers.get('link')?.match(/<([^>]*)>;[^,]*rel="next"/)?.[1]
  }
  return files
}

/** What is known of a file from now on. */
async function describe(publisher, { repository }, commit, path, listed) {
  if (!listed) throw new Error(`${repository} has no ${path} at ${commit}`)
  if (listed.lfs) return { path, size: listed.lfs.size, sha256: listed.lfs.oid }
  const response = await ask(`${publisher}/${repository}/resolve/${commit}/${path}`)
  const bytes = Buffer.from(await response.arrayBuffer())
  if (hash('sha1', `blob ${bytes.length}\0`, bytes) !== listed.oid) throw new Error(`${path} is not what was listed`)
  return { path, size: bytes.length, sha256: hash('sha256', bytes) }
}

/** What the catalogue says already must stay true of the same commit. */
function compare({ id, known }, found) {
  for (const { path, size, sha256 } of known) {
    const now = found.find((file) => file.path === path)
    const same = now && (size ?? now.size) === now.size && (sha256 ?? now.sha256) === now.sha256
    if (!same) throw new Error(`${id}: ${path} is not what the catalogue says of this commit`)
  }
}

async function fill(publisher, model) {
  const newest = `${publisher}/api/models/${model.repository}/revision/main`
  const moves = values.newest || model.revision === null
  const sha = moves ? (await (await ask(newest)).json()).sha : model.revision
  const files = await tree(publisher, model.repository, sha)
  const known = []
  for (const path of model.wanted) {
    known.push(await describe(publisher, model, sha, path, files.find((file) => file.path === path)))
  }
  if (sha === model.revision) compare(model, known)
  return { ...model, revision: sha, known, downloadSize: known.reduce((sum, file) => sum + file.size, 0) }
}

const text = readFileSync(values.file, 'utf8')
const catalogue = JSON.parse(text)
const models = []
for (const model of catalogue.models) models.push(await fill(catalogue.publisher, model))
const filled = `${JSON.stringify({ ...catalogue, models }, null, 2)}\n`
const same = filled === text
process.stderr.write(same ? 'The catalogue is as the publisher has it.\n' : 'The publisher says more or other things.\n')
if (values.check) process.exit(same ? 0 : 1)
writeFileSync(values.file, filled)
