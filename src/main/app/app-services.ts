import { basename } from 'node:path'
import type { AppServices, CliHistory, CliModels, Services } from '../../cli/services'
import type { Answer } from '../../shared/answer'
import { failure, type Result } from '../../shared/codes'
import type { Picture } from '../../shared/picture'
import type { Settings } from '../../shared/settings'
import type { ModelStore } from '../models/model-store'
import type { AskedQuestion } from '../narrate/ask'
import type { Narrator } from '../narrate/narrator'
import type { Voice } from '../speak/voice'
import type { SpokenAnswer } from '../speak/router'
import type { Answering, Asked } from './answering'
import type { Answers } from './answers'
import type { AskSubject, AskSubjects } from './ask-subject'
import type { AppModels, Begun } from './app-models'
import type { Changes } from './changes'
import type { Descry, PictureSources } from './descry'
import type { Listening } from './listening'
import type { ModelInUse } from './model-in-use'
import type { NarrationSwitch } from './narrating'

interface ServiceParts {
  readonly narrating: Pick<NarrationSwitch, 'switch' | 'stop' | 'isOn' | 'source'>
  readonly narrator: Narrator
  readonly voice: Voice
  readonly answering: Answering
  readonly answers: Answers
  readonly descry: Descry
  readonly pictures: PictureSources
  readonly store: Pick<ModelStore, 'list'>
  readonly models: AppModels
  readonly inUse: ModelInUse
  readonly subjects: AskSubjects
  readonly changes: Pick<Changes, 'ask'>
  readonly history: CliHistory
  readonly listening: Pick<Listening, 'ask'>
  readonly doubt: () => Settings['doubt']
  readonly openHome: () => void
}

const SUPERSEDED: SpokenAnswer = { say: () => undefined, end: async () => ({ ok: true, end: 'silenced' }) }

/**
 * What a command line that was handed over finds here: the app's engine and voice, which outlive it, and
 * the app's memory of answers. A command that speaks cancels what the app was saying.
 */
export function appServices({ narrating, narrator, voice, answering, answers, descry, pictures, store, models, inUse, subjects, history, changes, listening, doubt, openHome }: ServiceParts): Services {
  const lasting = async (): Promise<void> => undefined
  /** What pictures taken here show, in words, and when they were taken. */
  const shown = new WeakMap<Picture, Pick<AskSubject, 'about' | 'takenAt'>>()
  /** What answers are about that were not kept yet, for as long as the command that asked for them has them. */
  const sources = new WeakMap<Answer, { command: Asked; about: string; picture: Picture }>()
  const narrate =
    (command: Asked, answer: Narrator['describe'], asked?: AskedQuestion): Narrator['describe'] =>
    async (picture, options, events) => {
      const { messages } = options
      const known = shown.get(picture)
      const about = known?.about ?? messages.say('app.about.picture', { name: '' }).trim()
      const name = asked ? messages.say('ask.record', { question: asked.text, about }) : about
      // The picture may be an older one than the command.
      const result = await answer(picture, { ...options, takenAt: known?.takenAt ?? options.takenAt }, events)
      if (result.ok) sources.set(result.answer, { command, about: name, picture })
      return result
    }
  /** With what was asked about the same picture before, by key or by command. */
  const putQuestion: Narrator['ask'] = async (picture, { text }, options, events) => {
    const answered = await narrator.ask(picture, { text, history: subjects.history(picture) }, options, events)
    const known = shown.get(picture)
    if (answered.ok && known) subjects.note({ picture, ...known }, text, answered.answer)
    return answered
  }
  const lastAnswer: AppServices['lastAnswer'] = {
    folder: async () => undefined,
    async keep(answer) {
      // Kept when it is there, when it was spoken and when it is said again: only the first time it is new.
      const from = sources.get(answer)
      if (from && sources.delete(answer)) answers.keep(answer, from.command, from.about, from.picture)
      return { ok: true }
    },
    async recall() {
      const answer = answers.wholeOfCurrent()
      return answer ? { ok: true, kept: { schema: 1, answer, soundingUntil: 0 } } : failure('no-last-answer')
    },
    async forget() {
      answers.forgetLast()
      return { ok: true }
    },
  }
  return {
    narrator: async () => ({
      // What always doubts does so for commands, too.
      describe: narrate('picture', (picture, options, events) => narrator.describe(picture, doubt() === 'always' ? { ...options, doubt: 'always' } : options, events)),
      read: narrate('read-text', (picture, options, events) => narrator.read(picture, options, events)),
      ask: (picture, asked, ...rest) =>
        narrate('ask', (...given) => putQuestion(given[0], asked, given[1], given[2]), asked)(picture, ...rest),
      status: () => narrator.status(),
      close: lasting,
    }),
    models: async () => cliModels(store, models, inUse),
    async voice({ aloud = false }) {
      answering.cancel()
      const { turn } = answering
      // A newer request has silenced the command already; the command hears of it later, and must not then
      // silence the newer one, nor speak beside it.
      const isItsTurn = (): boolean => answering.turn === turn
      return {
        ...voice,
        beginAnswer: (kind) => (isItsTurn() ? voice.beginAnswer(kind, { aloud }) : SUPERSEDED),
        async silence(how) {
          if (isItsTurn()) await voice.silence(how)
        },
        close: lasting,
      }
    },
    app: {
      lastAnswer,
      history,
      async take(from, signal) {
        const took = await pictures.take(from, signal)
        if (!took.ok) return took
        const { picture, opening, black, about, takenAt } = took.taken
        shown.set(picture, { about, takenAt })
        return { ok: true, picture, opening, ...(black ? { black } : {}) }
      },
      async subject(signal) {
        const found = await subjects.find(null, signal)
        if (!found.ok) return found
        const { picture, about, takenAt, black } = found.subject
        shown.set(picture, { about, takenAt })
        const { opening } = subjects.asTaken(found.subject, '')
        return { ok: true, picture, opening, ...(black ? { black } : {}) }
      },
      async run(command, cancel, source) {
        if (command === 'more') return descry.sayMore(cancel)
        if (command === 'changed') return changes.ask(cancel)
        if (command === 'watch') return narrating.switch(source ?? narrating.source ?? 'camera')
        openHome()
        return { ok: true, sentences: [] }
      },
      listen: (cancel) => listening.ask(cancel),
      async stop() {
        const busy = answering.busy || narrating.isOn
        narrating.stop()
        await answering.stopOwn()
        return busy
      },
    },
  }
}

/** The app's models for a command line: the same queue, so that the window and the voice tell of it, too. */
function cliModels(store: ServiceParts['store'], models: AppModels, inUse: ModelInUse): CliModels {
  const end = async (begun: Begun | Promise<Begun>): Promise<Result<object>> => {
    const work = await begun
    return work.ok ? work.ended : work
  }
  return {
    list: async () => ({ entries: await store.list(), inUse: inUse.id }),
    download: (id, consent, work) => end(models.download(id, consent, work)),
    check: (id, work) => end(models.check(id, work)),
    repair: (id, work) => end(models.repair(id, work)),
    add: (path, work) => end(models.import(path, basename(path), work)),
    remove: (id) => models.remove(id),
    use: (id) => inUse.use(id),
  }
}
