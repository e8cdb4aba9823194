/**
 * A Vitest reporter: names the tests that passed only when they were tried once more, and why they had not at
 * first. A machine on which much else runs makes one fail now and then; one that is named often is broken.
 */
export default class TriedTwice {
  #lines = []

  onTestCaseResult(testCase) {
    if (!testCase.diagnostic()?.flaky) return
    const first = testCase.result().errors?.[0]?.message ?? 'no error was kept'
    this.#lines.push(`tried twice: ${testCase.module.relativeModuleId} ${testCase.fullName}: ${first.split('\n')[0]}`)
  }

  onTestRunEnd() {
    for (const line of this.#lines) process.stdout.write(`${line}\n`)
  }
}
