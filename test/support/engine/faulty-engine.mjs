// An engine process that goes wrong on purpose: `DESCRY_FAULT` names how, `DESCRY_FAULT_FILE` counts the starts, so that
// only the first `DESCRY_FAULT_TIMES` processes do. It speaks src/shared/engine-protocol.ts over Node's own channel.
import { appendFileSync, readFileSync } from 'node:fs'

const { DESCRY_FAULT: fault, DESCRY_FAULT_FILE: file = '', DESCRY_FAULT_TIMES: times = '1' } = process.env
appendFileSync(file, `${process.pid}\n`)
const started = readFileSync(file, 'utf8').trim().split('\n').length
const isFaulty = started <= Number(times)

/** Each is done at its moment: `start`, or when a request of that type is heard. */
const FAULTS = {
  'crash-in-load': { at: 'load', act: () => process.abort() },
  'crash-in-run': { at: 'ask', act: () => process.abort() },
  'hang-in-run': { at: 'ask', act: hang },
  // What C++ writes before it gives up.
  'out-of-memory': {
    at: 'ask',
    act() {
      process.stderr.write("terminate called after throwing an instance of 'std::bad_alloc'\n  what():  std::bad_alloc\n")
      process.abort()
    },
  },
  'exit-while-idle': { at: 'loaded', act: () => setImmediate(() => process.exit(3)) },
  garbage: { at: 'ask', act: () => process.send({ type: 'token', job: 7, text: ['no'] }) },
  'slow-start': { at: 'start', act: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2500) },
  'hang-in-start': { at: 'start', act: hang },
}

/** As native code does that never comes back: no message is heard any more, and no signal but SIGKILL. */
function hang() {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => undefined)
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

function fail(moment) {
  const { at, act } = FAULTS[fault] ?? {}
  if (!isFaulty || at !== moment) return false
  act()
  return true
}

const REPLIES = {
  load: (job) => ({ type: 'loaded', job, info: { model: 'faulty', provider: 'cpu', threads: 1 }, timings: {} }),
  ask: (job) => ({ type: 'done', job, modelText: [], tokens: started, timings: {} }),
  cancel: () => null,
}

process.on('disconnect', () => process.exit(0))
process.on('message', ({ type, job }) => {
  if (fail(type)) return
  const reply = REPLIES[type]?.(job)
  if (reply) process.send(reply, () => type === 'load' && fail('loaded'))
})
fail('start')
process.send({ type: 'ready', role: 'vision-language' })
