import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { EXIT, EXIT_BY_CODE, exitCode } from '../../src/cli/exit-codes'
import { FAILURE_CODES } from '../../src/shared/codes'
import { createMessages } from '../../src/shared/messages'

test.each(FAILURE_CODES)('the failure %s has an exit code that is not success', (code) => {
  expect(exitCode(code)).toBeGreaterThan(0)
})

test('no exit code is given to a failure that does not exist', () => {
  expect(Object.keys(EXIT_BY_CODE).sort()).toEqual([...FAILURE_CODES].sort())
})

test('the documentation lists every exit code with its meaning', () => {
  const page = readFileSync(new URL('../../docs/command-line.md', import.meta.url), 'utf8')
  const messages = createMessages('en')
  for (const [name, code] of Object.entries(EXIT)) {
    expect(page).toContain(`| ${code} | ${messages.say(`cli.exit.${name as keyof typeof EXIT}`)} |`)
  }
})
