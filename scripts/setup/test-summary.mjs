/**
 * Adds up the checks and what Vitest's JSON report says. No report, or a report without a test that
 * ran, is a failure: a run that tested nothing has proven nothing.
 *
 * @param {{ name: string, ok: boolean }[]} checks
 * @param {null | { testResults: { name: string, status: string, message?: string, assertionResults: { fullName: string, status: string }[] }[] }} report
 * @param {boolean} exitedWell whether Vitest itself ended with 0
 */
export function summarise(checks, report, exitedWell) {
  const files = report?.testResults ?? []
  const tests = files.flatMap((file) => file.assertionResults)
  const named = (status) => tests.filter((test) => status.includes(test.status)).map((test) => test.fullName)
  const passed = named(['passed'])
  const failedNames = [
    ...checks.filter((check) => !check.ok).map((check) => check.name),
    ...named(['failed']),
    // A file that could not even be loaded has no tests to fail.
    ...files.filter((file) => file.status === 'failed' && file.assertionResults.every((t) => t.status !== 'failed')).map((file) => file.name),
  ]
  if (passed.length === 0) failedNames.push('the tests: none ran')
  else if (!exitedWell && failedNames.length === checks.filter((check) => !check.ok).length) {
    failedNames.push('the test run itself: an error outside of a test')
  }
  const skippedNames = named(['pending', 'skipped', 'todo', 'disabled'])
  return {
    passed: passed.length + checks.filter((check) => check.ok).length,
    failed: failedNames.length,
    skipped: skippedNames.length,
    failedNames,
    skippedNames,
  }
}

export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}
