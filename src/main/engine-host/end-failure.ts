import { failure, type Failure } from '../../shared/codes'
import type { ProcessExit } from './engine-process'

/** What V8, C++ and onnxruntime write before they give up for want of memory. */
const OUT_OF_MEMORY = /heap out of memory|bad_alloc|out of memory|failed to allocate/i

/** How a process ended that nobody ended on purpose, for a failure's detail. */
export function endDetail({ code, signal, stderr }: ProcessExit): string {
  return `${signal ?? `exit code ${String(code)}`} ${stderr}`.trim().slice(0, 500)
}

export function endFailure(exit: ProcessExit): Failure {
  return failure(OUT_OF_MEMORY.test(exit.stderr) ? 'engine-out-of-memory' : 'engine-crashed', endDetail(exit))
}
