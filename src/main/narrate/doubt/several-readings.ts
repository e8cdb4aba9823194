import type { Answer, AnswerSentence } from '../../../shared/answer'
import { failure, type Failure, type Result } from '../../../shared/codes'
import type { EngineEvent, Reading, Timings } from '../../../shared/engine-protocol'
import type { Picture, PictureKind } from '../../../shared/picture'
import type { JobOptions } from '../../engine-host/engine-client'
import type { AskMemory } from '../ask-memory'
import type { Draft, ReadLines } from '../draft'
import { textSentences } from '../recognised-text'
import type { Serving } from '../vision-engine'
import { CLEAR, NOISE } from '../weight'
import { claimsOf, type HeardReading } from './claims'
import { countedSentences } from './counted'
import { FIRST, laterReadings } from './plan'
import { ownSentence } from '../own-sentence'

interface ReadingParts {
  readonly serving: Serving
  readonly memory: AskMemory
  /** By the recogniser; read once a picture. */
  readonly lines: () => Promise<Result<ReadLines>>
  readonly job: Omit<JobOptions, 'onEvent'>
}

type Done = Extract<EngineEvent, { type: 'done' }>

interface Heard extends HeardReading {
  readonly reading: Reading
  readonly done: Done
}

/**
 * Describes a picture by several readings: each claim with how often it came up, then the text as ever. Nothing of
 * it is said before all are there, since a count needs all. An empty picture is said to be that, and not read.
 *
 * Errors: the job's own; cancelled, also between two readings.
 */
export async function describeBySeveral(
  picture: Picture,
  draft: Draft,
  opening: readonly AnswerSentence[],
  parts: ReadingParts,
): Promise<Result<{ answer: Answer }>> {
  const { serving, memory } = parts
  const { options, events } = draft
  const { signal, messages, length, textFirst } = options
  const known = memory.of(picture)
  draft.say(opening)
  if (!memory.isEncoded(picture, serving.client)) memory.sends(serving.client)
  const first = await read(picture, FIRST, draft, parts)
  if (!first.ok) return first
  const heard = [first.heard]
  const model = async (): Promise<Answer> => {
    const info = await serving.loaded()
    return draft.answer(info.ok ? info.info : null)
  }
  if (draft.empty !== null) {
    draft.done(first.heard.done)
    return { ok: true, answer: await model() }
  }
  const kind = known.kind ?? 'photo'
  if (kind === 'screen' && opening.length === 0) draft.say([ownSentence(messages, 'answer.screen')])
  events.stage?.('reading')
  const text = known.read ? { ok: true as const, ...known.read } : await parts.lines()
  if (text.ok) draft.text(text)
  const lines = text.ok ? text.lines : []
  const hasText = !text.ok || lines.some(({ confidence }) => confidence >= NOISE)
  for (const reading of laterReadings(kind, hasText)) {
    if (signal.aborted) return failure('cancelled')
    const next = await read(picture, reading, draft, parts, kind)
    if (!next.ok) return next
    // A part in which nothing is says nothing.
    if (next.heard.done.modelText.length > 0) heard.push(next.heard)
  }
  if (signal.aborted) return failure('cancelled')
  draft.done(together(heard.map(({ done }) => done)))
  const clear = lines.filter(({ confidence }) => confidence >= CLEAR)
  const claims = claimsOf(heard, { isScreen: kind === 'screen', lines: clear, objects: await serving.objects })
  const counted = countedSentences(claims, heard.length, length, messages)
  const nothing: readonly AnswerSentence[] = kind === 'photo' ? [ownSentence(messages, 'answer.some-photo')] : []
  const words = claims.length > 0 ? counted : nothing
  const readText = text.ok ? textSentences(text.lines, { ...text, length, kind, messages }) : failed(text, draft)
  draft.say(textFirst ? [...readText, ...words] : [...words, ...readText])
  return {
    ok: true,
    answer: {
      ...(await model()),
      readings: heard.map(({ reading, done }) => ({ reading, text: textOf(done) })),
      claims: claims.map(({ text: claim, readings }) => ({ text: claim, count: readings.length, of: heard.length })),
    },
  }
}

/** One reading. The first one tells whether there is anything, and what kind of picture it is; the others are told. */
async function read(
  picture: Picture,
  reading: Reading,
  draft: Draft,
  { serving, memory, job }: ReadingParts,
  kind?: PictureKind,
): Promise<Result<{ heard: Heard }>> {
  const { client } = serving
  const { events, options } = draft
  const known = memory.of(picture)
  const sentences: HeardReading['sentences'][number][] = []
  const onEvent = (event: EngineEvent): void => {
    if (event.type === 'verdict') {
      if (reading === FIRST) draft.verdict(event)
      events.stage?.('looking')
    } else if (event.type === 'kind') {
      if (reading !== FIRST) return
      memory.encoded(picture, client)
      draft.kind = known.kind = event.kind
    } else if (event.type === 'token') events.stage?.('writing')
    else if (event.type === 'sentence') sentences.push(event)
  }
  const asked = { ...reading, ...(kind ? { kind } : {}) }
  const seen = await client.run({ type: 'describe', picture, name: known.name, length: options.length, reading: asked }, { ...job, onEvent })
  if (!seen.ok) return seen
  if (seen.event.type !== 'done') return failure('engine-protocol', `describe ended with ${seen.event.type}`)
  return { ok: true, heard: { isMirrored: reading.mirrored, sentences, reading, done: seen.event } }
}

/** All readings' words; times of the first, and of all. */
function together(all: readonly Done[]): Pick<Done, 'modelText' | 'tokens' | 'timings'> {
  const total = (sum: number, { timings }: Done): number => sum + (timings['total'] ?? 0)
  const timings: Timings = { ...all[0]?.timings, readings: all.reduce(total, 0) }
  return { modelText: all.flatMap(({ modelText }) => modelText), tokens: all.reduce((sum, { tokens }) => sum + tokens, 0), timings }
}

/** What a reading said; what it was asked about the kind of picture is not of it. */
function textOf({ modelText }: Done): string {
  return modelText.filter(({ part }) => part !== 'reply').map(({ text }) => text.trim()).join(' ')
}

/** A photograph's answer is whole without text; a screen's is not. */
function failed({ code }: Failure, { kind, options: { messages } }: Draft): AnswerSentence[] {
  return kind === 'photo' ? [] : [ownSentence(messages, `failure.${code}`)]
}
