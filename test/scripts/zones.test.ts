import { ESLint } from 'eslint'
import { expect, test } from 'vitest'

/** Messages of the zone rule for a line of code as if it stood in a file. */
async function refusals(file: string, code: string): Promise<string[]> {
  const eslint = new ESLint()
  const [result] = await eslint.lintText(`${code}\n`, { filePath: file })
  return (result?.messages ?? []).flatMap((m) => (m.ruleId === 'boundaries/dependencies' ? [m.message] : []))
}

// Only files that exist are type-checked, so each line stands in one that does.
test.each([
  ['src/main/engine/job-table.ts', "import '../speak/route'"],
  ['src/main/engine/job-table.ts', "import '../engine-host/engine-client'"],
  ['src/shared/answer.ts', "import '../main/narrate/hedge'"],
  ['src/shared/answer.ts', "import 'node:fs'"],
  ['src/shared/answer.ts', "import 'sharp'"],
  ['src/main/narrate/hedge.ts', "import '../engine/job-table'"],
  ['src/main/narrate/hedge.ts', "import 'onnxruntime-node'"],
  ['src/main/speak/route.ts', "import '../../cli/run-command'"],
])('%s may not have: %s', async (file, code) => {
  expect(await refusals(file, code)).toHaveLength(1)
})

test.each([
  ['src/main/engine/job-table.ts', "import '../../shared/codes'"],
  ['src/main/engine/job-table.ts', "import 'sharp'"],
  ['src/main/narrate/hedge.ts', "import '../engine-host/engine-client'"],
  ['src/cli/run-command.ts', "import '../main/narrate/narrator'"],
])('%s may have: %s', async (file, code) => {
  expect(await refusals(file, code)).toEqual([])
})
