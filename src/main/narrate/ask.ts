import type { Answer, AnswerSentence } from '../../shared/answer'
import { failure, type Result } from '../../shared/codes'
import type { EngineEvent, Exchange } from '../../shared/engine-protocol'
import type { Picture } from '../../shared/picture'
import type { JobOptions } from '../engine-host/engine-client'
import type { AskMemory } from './ask-memory'
import { AskWriter } from './ask-writer'
import type { Draft, ReadLines } from './draft'
import { namedText, namingWords } from './named-text'
import type { Question } from './question'
import { textLanguage } from './text-language'
import type { Serving } from './vision-engine'
import { ownSentence } from './own-sentence'

export interface AskedQuestion {
  readonly text: string
  /** What was asked and answered about the same picture before, oldest first. */
  readonly history?: readonly Exchange[]
}

interface AskParts {
  readonly serving: Serving
  readonly memory: AskMemory
  /** By the recogniser; read once a picture. */
  readonly lines: () => Promise<Result<ReadLines>>
  readonly job: Omit<JobOptions, 'onEvent'>
}

/** How every family describes a picture: a description is asked for in these words, in whatever language. */
const DESCRIBE = 'Describe this image.'
/** Limits of the protocol. */
const MOST_LINES = 200
const LONGEST_LINE = 2000

/**
 * Puts one question to the model. The picture goes along only where the engine does not have it encoded. Where the
 * model has no answer, lines that were read and name what is asked for are told.
 *
 * Errors: the job's own; question-unsupported from a model that takes no free questions.
 */
export async function askModel(
  picture: Picture,
  asked: AskedQuestion,
  question: Question,
  draft: Draft,
  { serving, memory, lines, job }: AskParts,
): Promise<Result<{ answer: Answer }>> {
  const { client, loaded } = serving
  const { options, events } = draft
  const { signal, messages } = options
  const [objects, limits] = await Promise.all([serving.objects, serving.questions])
  const describes = question.asks === 'description'
  const known = memory.of(picture)
  const model = async (): Promise<Answer> => {
    const info = await loaded()
    return draft.answer(info.ok ? info.info : null)
  }
  /** What stands in the picture of what the question names: said where the model has nothing to say. */
  const namedIn = async (): Promise<readonly AnswerSentence[]> => {
    if (describes || namingWords(asked.text).size === 0) return []
    events.stage?.('reading')
    const read = await lines()
    if (!read.ok || signal.aborted) return []
    draft.text(read)
    return namedText(asked.text, read, messages)
  }
  if (!describes && limits.languages && !limits.languages.includes(textLanguage(asked.text, messages.locale))) {
    const named = await namedIn()
    draft.say(named.length > 0 ? named : [ownSentence(messages, 'ask.other-language')])
    return { ok: true, answer: await model() }
  }
  let writer: AskWriter | undefined
  const onEvent = (event: EngineEvent): void => {
    if (event.type === 'verdict') {
      draft.verdict(event)
      events.stage?.('looking')
    } else if (event.type === 'kind') {
      known.kind = event.kind
    } else if (event.type === 'token') {
      memory.encoded(picture, client)
      events.stage?.('writing')
    } else if (event.type === 'sentence') {
      draft.kind = known.kind ?? 'photo'
      writer ??= new AskWriter({ ...options, question: asked.text, describes, objects, limits, kind: known.kind ?? 'photo' })
      if (known.read) draft.say(writer.recognised(known.read))
      draft.say(writer.claim(event.text, event.certainty))
    }
  }
  const { name } = known
  const request = {
    type: 'ask',
    name,
    certainty: true,
    question: describes ? DESCRIBE : asked.text,
    ...(limits.conversation && asked.history?.length ? { history: [...asked.history] } : {}),
    ...(known.read ? { read: known.read.lines.slice(0, MOST_LINES).map(({ text }) => text.slice(0, LONGEST_LINE)) } : {}),
  } as const
  const put = (whole: boolean): ReturnType<typeof client.run> => {
    if (whole) memory.sends(client)
    return client.run({ ...request, ...(whole ? { picture } : {}) }, { ...job, onEvent })
  }
  const isThere = memory.isEncoded(picture, client)
  let replied = await put(!isThere)
  // The process was started anew since.
  if (isThere && !replied.ok && replied.code === 'engine-protocol') replied = await put(true)
  if (!replied.ok) return replied
  if (replied.event.type !== 'done') return failure('engine-protocol', `ask ended with ${replied.event.type}`)
  draft.done(replied.event)
  if (draft.empty !== null) return { ok: true, answer: await model() }
  writer ??= new AskWriter({ ...options, question: asked.text, describes, objects, limits, kind: known.kind ?? 'photo' })
  if (writer.waits) {
    events.stage?.('reading')
    draft.say(writer.recognised(await lines()))
  }
  const named = writer.hasSaid ? [] : await namedIn()
  if (signal.aborted) return failure('cancelled')
  if (known.read) draft.text(known.read)
  draft.say(named.length > 0 ? named : writer.end())
  return { ok: true, answer: await model() }
}
