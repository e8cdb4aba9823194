import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { EngineClient } from '../main/engine-host/engine-client'
import type { EngineSpawner } from '../main/engine-host/engine-process'
import { failure, type Result } from '../shared/codes'
import type { Device, Precision } from '../shared/devices'
import type { EngineEvent } from '../shared/engine-protocol'
import type { Picture } from '../shared/picture'
import type { Figures } from './bench-figures'

/** Milliseconds; a large model on a slow machine must still come to its end. */
const DEADLINE = 300_000

const QUESTION = 'Describe this image.'
const FOLLOW_UP = 'What is the main object?'

export interface QuestionSetting {
  readonly spawn: EngineSpawner
  readonly folder: string
  readonly device: Device
  readonly threads: number
  readonly cacheFolder: string
  /** The picture that is asked about, and another one, so that nothing of the first is there before. */
  readonly picture: Picture
  readonly other: Picture
  readonly signal: AbortSignal
}

interface Asked {
  readonly firstToken: number
  readonly firstSentence: number
  readonly all: number
  readonly tokens: number
}

async function ask(client: EngineClient, signal: AbortSignal, question: string, picture?: Picture): Promise<Result<Asked>> {
  const from = performance.now()
  const since = (): number => performance.now() - from
  let firstToken: number | undefined
  let firstSentence: number | undefined
  const onEvent = ({ type }: EngineEvent): void => {
    if (type === 'token') firstToken ??= since()
    if (type === 'sentence') firstSentence ??= since()
  }
  const request = { type: 'ask', question, ...(picture ? { picture } : {}) } as const
  const done = await client.run(request, { deadline: DEADLINE, signal, onEvent })
  if (!done.ok) return done
  if (done.event.type !== 'done') return failure('engine-protocol', `ask ended with ${done.event.type}`)
  const all = since()
  return { ok: true, firstToken: firstToken ?? all, firstSentence: firstSentence ?? all, all, tokens: done.event.tokens }
}

/**
 * One round in a process of its own: loads the model, puts a question about a picture that it has not seen, and a
 * second one about the same. Times are taken here, so that the way between the processes is in them.
 */
export async function questionRound(setting: QuestionSetting): Promise<Result<{ figures: Figures; precision: Precision | null }>> {
  const { spawn, folder, device, threads, cacheFolder, picture, other, signal } = setting
  const client = new EngineClient('vision-language', spawn)
  try {
    const from = performance.now()
    const loaded = await client.load({ folder, threads, device, cacheFolder, deadline: DEADLINE })
    if (!loaded.ok) return loaded
    const load = performance.now() - from
    const warmedUp = await ask(client, signal, QUESTION, other)
    if (!warmedUp.ok) return warmedUp
    const first = await ask(client, signal, QUESTION, picture)
    if (!first.ok) return first
    const next = await ask(client, signal, FOLLOW_UP)
    if (!next.ok) return next
    const { firstToken, firstSentence, all, tokens } = first
    const figures: Figures = {
      ...{ load, firstToken, firstSentence, all },
      // The first token is there already when the time begins.
      decode: tokens > 1 && all > firstToken ? ((tokens - 1) / (all - firstToken)) * 1000 : undefined,
      followUp: next.firstToken / firstToken,
      ...(await memory(client)),
    }
    return { ok: true, figures, precision: loaded.info.precision ?? null }
  } finally {
    client.close()
  }
}

/** Bytes of the engine's process now, and the most that it ever had, which Linux alone tells of another process. */
async function memory(client: EngineClient): Promise<Pick<Figures, 'resident' | 'peak'>> {
  const status = await client.status(DEADLINE)
  const resident = status.ok && status.event.type === 'status' ? status.event.rss : undefined
  const text = await readFile(`/proc/${client.pid ?? 0}/status`, 'utf8').catch(() => '')
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(text)?.[1]
  return { resident, peak: peak === undefined ? undefined : Number(peak) * 1024 }
}

/**
 * Bytes of the language model's graph, with its data beside it: what each token reads once. Undefined where the
 * folder has no such graph.
 */
export async function bytesPerToken(folder: string, precision: Precision | null): Promise<number | undefined> {
  const suffix = precision === null || precision === 'fp32' ? '' : `_${precision}`
  const graph = `decoder_model_merged${suffix}.onnx`
  const names = await readdir(join(folder, 'onnx')).catch((): string[] => [])
  const own = names.filter((name) => name === graph || name.startsWith(`${graph}_data`))
  const sizes = await Promise.all(own.map(async (name) => (await stat(join(folder, 'onnx', name))).size))
  return sizes.length === 0 ? undefined : sizes.reduce((sum, size) => sum + size, 0)
}
