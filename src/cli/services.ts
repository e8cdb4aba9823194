import type { Answer, AnswerSentence } from '../shared/answer'
import type { Result } from '../shared/codes'
import type { Remembered } from '../shared/ipc-schema'
import type { ModelEntry } from '../shared/model-entry'
import type { Picture } from '../shared/picture'
import type { DeviceSetting } from '../shared/settings'
import type { LastAnswer } from '../main/history/last-answer'
import type { EngineSpawner } from '../main/engine-host/engine-process'
import type { WorkOptions } from '../main/models/model-store'
import type { Narrator, NarrateOptions } from '../main/narrate/narrator'
import { ENGINE_BUNDLE } from '../main/resources'
import type { Voice, VoiceOptions } from '../main/speak/voice'
import type { LiveSource } from './arguments'
import { startEarly } from './early-engine'

/** What only the running app can do for a command line. */
export interface AppServices {
  take(from: LiveSource, signal: AbortSignal): Promise<Result<Given>>
  /** The picture of the last answer where that is new enough, else the screen. */
  subject(signal: AbortSignal): Promise<Result<Given>>
  /** Carries out a command of the app. @param source what is narrated, by its flag. @returns what was said */
  run(command: 'more' | 'open' | 'watch' | 'changed', cancel: AbortSignal, source?: LiveSource): Promise<Result<{ sentences: readonly AnswerSentence[] }>>
  /** A spoken question and its answer, which the app says. */
  listen(cancel: AbortSignal): Promise<Result<{ understood: string; answer: Answer }>>
  /** Ends what the app itself says or works on. @returns whether there was anything */
  stop(): Promise<boolean>
  /** The app's own memory of answers, in place of the file that separate commands share. */
  readonly lastAnswer: LastAnswer
  /** All remembered answers. */
  readonly history: CliHistory
}

/** The remembered answers as the command line works with them. */
export interface CliHistory {
  /** The newest first, those that hold all the words; `more` than these there are. */
  list(query: string): Promise<{ readonly answers: readonly Remembered[]; readonly more: boolean }>
  /** @param path absolute; JSON where it ends so, else text */
  export(path: string): Promise<Result<{ count: number }>>
  /** The last one. */
  forget(id: null): Result<object>
  clear(): Promise<Result<object>>
}

/** A picture, and what is said of it before and instead of the model's words. */
export type Given = Pick<NarrateOptions, 'opening' | 'black'> & { readonly picture: Picture }

export interface NarratorOptions {
  readonly modelFolder?: string
  readonly device?: DeviceSetting
  readonly textOnly?: boolean
}

/** The models as the command line works with them: the app's, where it runs. */
export interface CliModels {
  /** @returns all of them, and which of them describes */
  list(): Promise<{ readonly entries: readonly ModelEntry[]; readonly inUse: string }>
  download(id: string, consent: boolean, work: WorkOptions): Promise<Result<object>>
  check(id: string, work: WorkOptions): Promise<Result<object>>
  repair(id: string, work: WorkOptions): Promise<Result<object>>
  /** @param path a folder or a zip archive */
  add(path: string, work: WorkOptions): Promise<Result<object>>
  remove(id: string): Promise<Result<object>>
  /** Makes it the model that describes, if it works. */
  use(id: string): Promise<Result<object>>
}

interface MeasuringServices {
  /** What starts the engine's processes, one by one. */
  readonly engine: () => Promise<EngineSpawner>
  /** Bytes a second that so many threads read from memory. */
  readonly bandwidth: (threads: number) => Promise<number>
}

/**
 * The slow parts, each loaded only by the verbs that need it: an import at the top would cost every
 * command tens of milliseconds before its first word.
 */
export interface Services {
  /** The app that the command was handed to; absent in a process of the command's own. */
  readonly app?: AppServices
  narrator(options: NarratorOptions): Promise<Narrator>
  models(): Promise<CliModels>
  /** For measuring this machine; absent in the app, which has other things to do. */
  readonly measuring?: MeasuringServices
  voice(options: VoiceOptions): Promise<Voice>
}

/** @param spawner what starts the engine's processes here: children of Node, or Electron's utility processes */
export function createServices(spawner: () => Promise<EngineSpawner> = childSpawner): Services {
  return {
    async narrator(options) {
      // The engine's processes first: they take longest, and what follows here takes its time too.
      const spawn = startEarly(await spawner(), options.textOnly)
      const { ownEngine } = await import('./own-engine')
      const { createNarrator } = await import('../main/narrate/narrator')
      return createNarrator({ ...ownEngine(process.env, process.platform), ...options, spawn })
    },
    measuring: {
      engine: spawner,
      async bandwidth(threads) {
        const { memoryBandwidth } = await import('./bandwidth')
        return memoryBandwidth(threads)
      },
    },
    async models() {
      const { ownModels } = await import('./own-models')
      return ownModels(process.env, process.platform, this)
    },
    async voice(options) {
      const [{ createVoice }, { createDesktop }] = await Promise.all([import('../main/speak/voice'), import('../main/desktop/create-desktop')])
      // Nothing of it is opened before a reader speaks that does not tell when it was silenced.
      const desktop = createDesktop(process.env, process.platform)
      const voice = createVoice({ ...options, watchSilenceKey: (pressed) => desktop.watchControl(pressed) })
      const close = async (): Promise<void> => {
        await voice.close()
        desktop.close()
      }
      return { ...voice, close }
    },
  }
}

async function childSpawner(): Promise<EngineSpawner> {
  const { createChildSpawner } = await import('../main/engine-host/child-spawner')
  return createChildSpawner(ENGINE_BUNDLE)
}
