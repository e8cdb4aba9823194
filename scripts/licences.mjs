// Writes THIRD_PARTY.md: everything that ships with Descry and its licence. `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs'
import { at, ROOT } from './setup/places.mjs'
import { thirdParty } from './setup/third-party.mjs'

const file = at('THIRD_PARTY.md')
const text = thirdParty(ROOT)
if (process.argv.includes('--check')) {
  const same = readFileSync(file, 'utf8') === text
  if (!same) process.stderr.write('THIRD_PARTY.md is not what ships: run npm run licences.\n')
  process.exit(same ? 0 : 1)
}
writeFileSync(file, text)
