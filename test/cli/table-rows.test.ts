import { expect, test } from 'vitest'
import { runCommand } from '../../src/cli/run-command'
import { tableRows } from '../../src/cli/table-rows'
import { TABLED, tableOf } from '../support/tables'
import { fakeNarrator, fakeWorld } from './support/fake-io'

test('a cell that spans several places stands at its first', () => {
  const [table] = TABLED.tables
  expect(table && tableRows(table)).toEqual([
    ['', 'Sales', ''],
    ['Month', 'North', 'South'],
    ['May', '1', '2'],
    ['June', '', '4'],
  ])
})

test('reading prints every row of a table with tabs between its cells, safe in a terminal; describing does not', async () => {
  const { table } = tableOf(['Name|Price', 'Ada\u001b[2J|3'])
  const whole = fakeNarrator()
  const withTable = async (...args: Parameters<typeof whole.read>): ReturnType<typeof whole.read> => {
    const found = await whole.read(...args)
    return found.ok ? { ...found, answer: { ...found.answer, tables: [table] } } : found
  }
  const narrator = { ...whole, read: withTable, describe: withTable }
  const read = await fakeWorld({ narrator, stdin: new Uint8Array([1]) })
  await runCommand(['read', '-', '--quiet'], read.io)
  expect(read.stdout()).toContain('Name\tPrice\nAda[2J\t3\n')
  const described = await fakeWorld({ narrator, stdin: new Uint8Array([1]) })
  await runCommand(['describe', '-', '--quiet'], described.io)
  expect(described.stdout()).not.toContain('\t')
  const json = await fakeWorld({ narrator, stdin: new Uint8Array([1]) })
  await runCommand(['read', '-', '--quiet', '--json'], json.io)
  expect(JSON.parse(json.stdout())).toMatchObject({ tables: [{ rows: 2, columns: 2 }] })
})
