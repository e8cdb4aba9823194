import { openArchive } from '../../../src/main/history/open-archive'
import { aKeyStore } from './a-key-store'
import { aRecord } from './a-record'

// Keeps answers until it is killed, and says each that is finished.
const [folder = ''] = process.argv.slice(2)
const opened = await openArchive({ folder, uid: process.getuid?.() ?? -1, keyStore: aKeyStore().keyStore })
if (!opened.ok) throw new Error(opened.code)
for (let n = 1; ; n++) {
  const kept = opened.archive.keep(aRecord(`Answer ${n}.`, 'x'.repeat(2000)))
  if (!kept.ok) throw new Error(kept.code)
  if (!process.stdout.write(`${n}\n`)) await new Promise((resolve) => process.stdout.once('drain', resolve))
}
