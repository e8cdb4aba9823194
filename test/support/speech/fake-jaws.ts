import type { JawsApi, JawsMethod } from '../../../src/main/speak/jaws/jaws-api'
import type { JawsReply } from '../../../src/main/speak/jaws/jaws-worker'

interface FakeJawsCall {
  readonly method: JawsMethod
  readonly args: readonly (string | boolean)[]
}

/** What JAWS answers; `hang` never does, as a call whose deadline passed. */
export type FakeJawsAnswer = Partial<JawsReply> | { readonly failed: string } | 'hang'

/** JAWS as its manual has it, with every call kept. */
export function fakeJaws() {
  const calls: FakeJawsCall[] = []
  let waiting: (() => void)[] = []
  let look: FakeJawsAnswer = {}
  let next: FakeJawsAnswer[] = []
  let running = true
  const reply = (answer: FakeJawsAnswer) =>
    answer === 'hang' || 'failed' in answer
      ? answer
      : { running, hresult: 0, taken: running, ...answer }
  const api: JawsApi = {
    async look() {
      const answer = reply(look)
      return answer === 'hang' ? undefined : answer
    },
    async call(method, args) {
      const answer = reply(next.shift() ?? {})
      if (answer !== 'hang' && 'taken' in answer && answer.taken) {
        calls.push({ method, args })
        for (const tell of waiting.splice(0)) tell()
      }
      return answer === 'hang' ? undefined : answer
    },
    close: async () => undefined,
  }
  return {
    api,
    calls,
    sounding: () => new Promise<void>((resolve) => (waiting = [...waiting, resolve])),
    end: () => void (running = false),
    start: () => void (running = true),
    /** What every look finds from now on. */
    looks: (answer: FakeJawsAnswer) => void (look = answer),
    /** What the next calls answer, in order; then all is well again. */
    answers: (...answers: FakeJawsAnswer[]) => void (next = answers),
  }
}
