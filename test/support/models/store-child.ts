import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import type { ModelStoreOptions } from '../../../src/main/models/model-store'

/**
 * A process of its own that downloads a model, and dies by SIGKILL in the middle of it:
 * `store-child.ts FOLDER HOST PLACE`, where PLACE is a part of the path that is about to be given its name,
 * or `never`. With `never` it says how the download ended.
 */
const [folder = '', host = '', place = 'never'] = process.argv.slice(2)

const { rename } = fs
fs.rename = async (from, to) => {
  if (String(to).replaceAll('\\', '/').endsWith(place)) {
    process.kill(process.pid, 'SIGKILL')
    // The signal comes at once, but not before this line.
    await new Promise(() => undefined)
  }
  return rename(from, to)
}
syncBuiltinESMExports()

const { createModelStore } = await import('../../../src/main/models/model-store')
const { aCatalogue, ENTRY } = await import('./a-store')

const options: ModelStoreOptions = {
  folder,
  host,
  catalogue: aCatalogue(ENTRY),
  boxFolder: folder,
  modelTypes: ['idefics3'],
  reserve: 0,
}
const done = await createModelStore(options).download(ENTRY.id)
process.stdout.write(JSON.stringify(done))
