// Two programs that answer about a picture, each in a process of its own and spoken to alike: Descry's
// engine by its protocol, transformers.js by a small child. Times are taken here, where a caller stands.
import { fork } from 'node:child_process'
import { join } from 'node:path'
import { ENGINE_ENVIRONMENT } from '../../src/main/engine-host/engine-environment.ts'

/** Milliseconds that an answer may take before the benchmark gives up. */
const DEADLINE = 120_000

function start(file, args, env = {}) {
  const child = fork(file, args, {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
    env: { ...process.env, ...env },
  })
  let hear = () => {}
  let lost = () => {}
  child.on('message', (event) => hear(event))
  child.on('exit', (code) => lost(new Error(`${file} ended with ${code}`)))
  return {
    pid: child.pid,
    /** Sends a message and collects its events, each with its time, until one of `ends` comes. */
    ask(message, ends) {
      const { promise, resolve, reject } = Promise.withResolvers()
      const timer = setTimeout(() => reject(new Error(`no answer to ${message?.type}`)), DEADLINE)
      const events = []
      const from = performance.now()
      hear = (event) => {
        events.push({ ...event, at: performance.now() - from })
        if (ends.includes(event.type)) resolve(events)
      }
      lost = reject
      if (message) child.send(message)
      return promise.finally(() => clearTimeout(timer))
    },
    close() {
      lost = () => {}
      child.kill('SIGKILL')
    },
  }
}

/** One of Descry's engine processes, from the built bundle. */
export async function startEngine(root, role) {
  const peer = start(join(root, 'out/main/engine.js'), [`--role=${role}`], ENGINE_ENVIRONMENT)
  await peer.ask(null, ['ready'])
  let jobs = 0
  const request = async (body) => {
    const job = `job-${++jobs}`
    const events = await peer.ask({ ...body, job }, ['done', 'loaded', 'failed', 'status'])
    const last = events.at(-1)
    if (last.type === 'failed') throw new Error(`${body.type}: ${last.code}: ${last.detail}`)
    return events
  }
  return { pid: peer.pid, request, close: peer.close }
}

export async function startDescry(root, folder, threads) {
  const engine = await startEngine(root, 'vision-language')
  await engine.request({ type: 'load', folder, threads })
  return {
    name: 'Descry',
    pid: engine.pid,
    request: engine.request,
    close: engine.close,
    async answer(bytes, question) {
      const events = await engine.request({ type: 'ask', picture: { kind: 'encoded', bytes }, question })
      return figures(events, events.at(-1).tokens, events.at(-1).modelText.at(-1).text)
    },
  }
}

/** As descry-nano's card says it loads there. */
const NANO_DTYPE = { vision_encoder: 'fp32', embed_tokens: 'fp32', decoder_model_merged: 'q8' }

/**
 * @param options `dtype` a graph, and `splitting`: whether pictures are cut into tiles, which the folder says
 *   without it; `name` where there are several
 */
export async function startTransformersJs(root, folder, threads, { name, ...options } = {}) {
  const settings = JSON.stringify({ threads, dtype: NANO_DTYPE, ...options })
  const peer = start(join(root, 'bench/engine/transformers-js.mjs'), [folder, settings])
  await peer.ask(null, ['ready'])
  return {
    name: name ?? 'transformers.js',
    pid: peer.pid,
    close: peer.close,
    async answer(bytes, question) {
      const events = await peer.ask({ type: 'answer', bytes, question }, ['done'])
      const { tokens, text, promptTokens } = events.at(-1)
      return { ...figures(events, tokens, text), promptTokens }
    },
  }
}

/** Milliseconds from the picture's leaving to each word's arrival. */
function figures(events, tokens, text) {
  const token = events.find((event) => event.type === 'token').at
  const end = events.at(-1).at
  return {
    firstToken: token,
    firstSentence: events.find((event) => event.type === 'sentence')?.at ?? end,
    total: end,
    tokensPerSecond: tokens > 1 ? ((tokens - 1) / (end - token)) * 1000 : null,
    text: text.trim(),
  }
}
