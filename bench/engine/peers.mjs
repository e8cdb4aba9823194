// Programs that answer about a picture or go on with a prompt, each in a process of its own and spoken to
// alike: Descry's engine by its protocol, the others by a small child. How long an answer takes is taken
// here, where a caller stands; the time from token to token in the child.
import { fork } from 'node:child_process'
import { join } from 'node:path'
import { ENGINE_ENVIRONMENT } from '../../src/main/engine-host/engine-environment.ts'

/** Milliseconds that an answer may take before the benchmark gives up: thirteen tiles on a busy machine. */
const DEADLINE = 900_000

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
  const peer = start(join(root, 'out/main/engine.js'), [`--role=${role}`], ENGINE_ENVIRONMENT[role])
  await peer.ask(null, ['ready'])
  let jobs = 0
  const request = async (body) => {
    const job = `job-${++jobs}`
    const events = await peer.ask({ ...body, job }, ['done', 'loaded', 'looked', 'heard', 'transcript', 'failed', 'status'])
    const last = events.at(-1)
    if (last.type === 'failed') throw new Error(`${body.type}: ${last.code}: ${last.detail}`)
    return events
  }
  return { pid: peer.pid, request, close: peer.close }
}

/** @param cacheFolder where the engine may keep changed graphs, as the product's folder for it */
export async function startDescry(root, folder, threads, { cacheFolder } = {}) {
  const started = performance.now()
  const engine = await startEngine(root, 'vision-language')
  await engine.request({ type: 'load', folder, threads, ...(cacheFolder && { cacheFolder }) })
  const put = async (body) => {
    const events = await engine.request({ type: 'ask', ...body })
    return figures(events, events.at(-1).tokens, events.at(-1).modelText.at(-1).text)
  }
  return {
    name: 'Descry',
    pid: engine.pid,
    load: performance.now() - started,
    request: engine.request,
    close: engine.close,
    answer: (bytes, question) => put({ picture: { kind: 'encoded', bytes }, question }),
    /** About the picture that was seen last. */
    followUp: (question) => put({ question }),
  }
}

/** As descry-nano's card says it loads there. */
const NANO_DTYPE = { vision_encoder: 'fp32', embed_tokens: 'fp32', decoder_model_merged: 'q8' }

/**
 * @param options `dtype` a graph, and `splitting`: whether pictures are cut into tiles, which the folder says
 *   without it; `name` where there are several
 */
export async function startTransformersJs(root, folder, threads, { name, ...options } = {}) {
  const file = join(root, 'bench/engine/transformers-js.mjs')
  const peer = await startChild(name ?? 'transformers.js', file, folder, { threads, dtype: NANO_DTYPE, ...options })
  const answer = async (bytes, question) => {
    const events = await peer.ask({ type: 'answer', bytes, question }, ['done'])
    const { tokens, text, promptTokens } = events.at(-1)
    return { ...figures(events, tokens, text), promptTokens }
  }
  return { ...peer, answer }
}

/** llama.cpp through node-llama-cpp; it sees no pictures. */
export function startLlamaCpp(root, gguf, threads) {
  return startChild('llama.cpp', join(root, 'bench/engine/llama-cpp.mjs'), gguf, { threads })
}

/** Descry's language model alone. @param internals file of bundle.mjs */
export function startLanguageModel(root, internals, { name = 'Descry', ...options }) {
  return startChild(name, join(root, 'bench/engine/language-model.mjs'), internals, options, ENGINE_ENVIRONMENT['vision-language'])
}

/** A child that says when it is ready and goes on with prompts. */
async function startChild(name, file, subject, options, env) {
  const started = performance.now()
  const peer = start(file, [subject, JSON.stringify(options)], env)
  const ready = (await peer.ask(null, ['ready'])).at(-1)
  const load = performance.now() - started
  const goOn = async (ids, tokens, more) => {
    const { times, processor } = (await peer.ask({ type: 'go-on', ids, tokens, ...more }, ['done'])).at(-1)
    return { prefill: times[0], times: times.slice(1), processor: processor / (times.length - 1) }
  }
  return { ...peer, name, load, ready, goOn }
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
