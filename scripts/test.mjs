// Every check of the project, one after the other, and a plain closing line. Run by `npm test`.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { at, PROJECT_NODE, ROOT } from './setup/places.mjs'
import { closingLine, summarise } from './setup/test-summary.mjs'

const folder = mkdtempSync(join(tmpdir(), 'descry-tests-'))
const report = join(folder, 'vitest.json')

/** The checks beside the tests; each counts as one. */
const CHECKS = [
  { name: 'lint', tool: 'node_modules/eslint/bin/eslint.js', args: ['.', '--max-warnings=0'] },
  { name: 'types', tool: 'node_modules/typescript/bin/tsc', args: ['-p', '.'] },
  { name: 'unused code', tool: 'node_modules/knip/bin/knip.js', args: [] },
]
const VITEST = ['run', '--reporter=default', `--reporter=${at('scripts/setup/tried-twice.mjs')}`, '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)]

function run(tool, args) {
  return spawnSync(PROJECT_NODE, [at(tool), ...args], { cwd: ROOT, stdio: 'inherit' }).status === 0
}

function readReport() {
  try {
    return JSON.parse(readFileSync(report, 'utf8'))
  } catch {
    return null
  }
}

const checks = CHECKS.map(({ name, tool, args }) => {
  process.stdout.write(`\n${name}\n`)
  return { name, ok: run(tool, args) }
})
process.stdout.write('\ntests\n')
const ok = run('node_modules/vitest/vitest.mjs', VITEST)
const summary = summarise(checks, readReport(), ok)
rmSync(folder, { recursive: true, force: true })

for (const name of summary.skippedNames) process.stdout.write(`skipped: ${name}\n`)
for (const name of summary.failedNames) process.stdout.write(`failed: ${name}\n`)
process.stdout.write(`\n${closingLine(summary)}\n`)
process.exit(summary.failed === 0 ? 0 : 1)
