import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import type { FailureCode } from '../shared/codes'
import type { Length } from '../shared/engine-protocol'
import type { Locale, MessageKey, MessageValues } from '../shared/messages'
import { nearest } from './nearest'
import {
  BARE_FLAGS,
  FLAG_NAMES,
  FLAGS,
  flagSpec,
  HISTORY_ACTION_NAMES,
  HISTORY_ACTIONS,
  historyActionSpec,
  MODEL_ACTION_NAMES,
  MODEL_ACTIONS,
  modelActionSpec,
  VERB_NAMES,
  VERBS,
  verbSpec,
  type FlagName,
  type HistoryAction,
  type ModelAction,
  type VerbName,
} from './verbs'

/** What only the running app can take a picture of, each with a flag of its name. */
const LIVE_SOURCES = ['screen', 'window', 'pointer', 'camera'] as const
/** Letters that the engine takes. */
const LONGEST_QUESTION = 2000
export type LiveSource = (typeof LIVE_SOURCES)[number]

export function isLive(from: string): from is LiveSource {
  return LIVE_SOURCES.some((source) => source === from)
}

export type PictureSource =
  | { readonly from: 'file'; readonly path: string }
  | { readonly from: 'stdin' }
  | { readonly from: 'clipboard' }
  | { readonly from: LiveSource }
  | { readonly from: 'sample' }
  /** The last answer's, where the app has one that is new enough, else the screen. */
  | { readonly from: 'last' }

/** What a command line asks for. `sample` is `descry` without a verb. */
export interface Command {
  readonly verb: VerbName | 'sample' | 'version'
  /** The verb that help is asked about. */
  readonly topic: VerbName | undefined
  /** What `models` is to do, and the id or path that it is about; empty where there is none. */
  readonly models: { readonly action: ModelAction; readonly of: string }
  /** What `history` is to do, and the words or path that it is about; empty where there are none. */
  readonly history: { readonly action: HistoryAction; readonly of: string }
  /** What `ask` is to answer; empty for other verbs. */
  readonly question: string
  /** The question of `ask` is spoken. */
  readonly listen: boolean
  readonly pictures: readonly PictureSource[]
  readonly length: Length
  /** The picture is read several times, and what comes up is counted. */
  readonly sure: boolean
  readonly hedge: 'words' | 'none'
  readonly json: boolean
  /** `wanted`: spoken where a voice is found; `required`: the command fails without a voice. */
  readonly speech: 'wanted' | 'required' | 'off'
  readonly rate: number | undefined
  readonly wav: string | undefined
  readonly sounds: boolean
  readonly model: string | undefined
  readonly forget: boolean
  readonly acceptLicence: boolean
  readonly lang: Locale | undefined
}

/** What is wrong with a command line: the key of its sentence and the words to put in. */
interface UsageProblem {
  readonly key: MessageKey
  readonly values: MessageValues
  /** `usage` without it. */
  readonly code?: FailureCode
}

/** On failure `lang` and `json` hold what could be understood, so that the answer comes in their form. */
export type Parsed =
  | { readonly ok: true; readonly command: Command }
  | {
      readonly ok: false
      readonly problem: UsageProblem
      readonly lang: Locale | undefined
      readonly json: boolean
    }

type Values = Map<FlagName, string[]>

const OPTIONS: ParseArgsOptionsConfig = Object.fromEntries(
  FLAG_NAMES.map((name) => {
    const { value, short } = flagSpec(name)
    return [name, { type: value ? 'string' : 'boolean', ...(short ? { short } : {}) }]
  }),
)

function isVerb(name: string): name is VerbName {
  return Object.hasOwn(VERBS, name)
}

function isAction(name: string): name is ModelAction {
  return Object.hasOwn(MODEL_ACTIONS, name)
}

function isHistoryAction(name: string): name is HistoryAction {
  return Object.hasOwn(HISTORY_ACTIONS, name)
}

function isFlag(name: string): name is FlagName {
  return Object.hasOwn(FLAGS, name)
}

const problem = (key: MessageKey, values: MessageValues = {}): UsageProblem => ({ key, values })

function unknownFlag(rawName: string): UsageProblem {
  const meant = nearest(rawName.replace(/^-+/, ''), FLAG_NAMES)
  return meant
    ? problem('cli.usage.unknown-flag-near', { flag: rawName, meant: `--${meant}` })
    : problem('cli.usage.unknown-flag', { flag: rawName })
}

function unknownVerb(name: string): UsageProblem {
  if (/[./\\]/.test(name)) return problem('cli.usage.picture-without-verb', { path: name })
  const meant = nearest(name, VERB_NAMES)
  return meant
    ? problem('cli.usage.unknown-verb-near', { verb: name, meant })
    : problem('cli.usage.unknown-verb', { verb: name })
}

const NO_MODEL: Command['models'] = { action: 'list', of: '' }
const NO_HISTORY: Command['history'] = { action: 'list', of: '' }

function unknownAction(verb: 'models' | 'history', word: string, known: readonly string[]): UsageProblem {
  const meant = nearest(word, known)
  return meant ? problem('cli.usage.unknown-action-near', { verb, word, meant }) : problem('cli.usage.unknown-action', { verb, word, actions: known.join(', ') })
}

type ModelWords = { readonly models: Command['models'] } | { readonly wrong: UsageProblem }

/** What comes after `descry models`. */
function modelWords([word = 'list', of, extra]: readonly string[]): ModelWords {
  if (!isAction(word)) return { wrong: unknownAction('models', word, MODEL_ACTION_NAMES) }
  const { takes } = modelActionSpec(word)
  const surplus = takes ? extra : of
  if (surplus !== undefined) return { wrong: problem('cli.usage.surplus', { word: surplus, verb: `models ${word}` }) }
  if (takes && !of) return { wrong: problem('cli.usage.action-needs', { verb: 'models', action: word, takes }) }
  return { models: { action: word, of: of ?? '' } }
}

type HistoryWords = { readonly history: Command['history'] } | { readonly wrong: UsageProblem }

/** What comes after `descry history`. Words to search for are as many as there are. */
function historyWords([word = 'list', ...rest]: readonly string[]): HistoryWords {
  if (!isHistoryAction(word)) return { wrong: unknownAction('history', word, HISTORY_ACTION_NAMES) }
  const { takes } = historyActionSpec(word)
  const [surplus] = takes === 'WORDS' ? [] : rest.slice(takes ? 1 : 0)
  if (surplus !== undefined) return { wrong: problem('cli.usage.surplus', { word: surplus, verb: `history ${word}` }) }
  const of = rest.join(' ').trim()
  if (takes === 'WORDS' && of === '') return { wrong: { ...problem('failure.history-query-empty'), code: 'history-query-empty' } }
  if (takes && of === '') return { wrong: problem('cli.usage.action-needs', { verb: 'history', action: word, takes }) }
  return { history: { action: word, of } }
}

function checkValue(name: FlagName, value: string | undefined, inline: boolean): UsageProblem | undefined {
  const { value: wants, choices, range } = flagSpec(name)
  const flag = `--${name}`
  if (!wants) return value === undefined ? undefined : problem('cli.usage.no-value', { flag, value })
  // "--length --json" forgot the length; a lone dash is the standard input.
  const missing = !value || (!inline && value.startsWith('-') && value !== '-')
  if (choices) {
    const list = choices.join(', ')
    if (missing) return problem('cli.usage.value-missing-choices', { flag, choices: list })
    if (!choices.includes(value)) return problem('cli.usage.wrong-choice', { flag, value, choices: list })
  }
  if (missing) return problem('cli.usage.value-missing', { flag, value: wants })
  if (range) {
    const [least, most] = range
    const number = /^\d{1,6}$/.test(value) ? Number(value) : NaN
    if (!(number >= least && number <= most)) {
      return problem('cli.usage.wrong-number', { flag, value, least, most })
    }
  }
  return undefined
}

function picturesOf(words: readonly string[], values: Values): readonly PictureSource[] {
  const paths = [...words, ...(values.get('file') ?? [])]
  const pictures: PictureSource[] = paths.map((path) =>
    path === '-' ? { from: 'stdin' } : { from: 'file', path },
  )
  if (values.has('clipboard')) pictures.push({ from: 'clipboard' })
  for (const from of LIVE_SOURCES) if (values.has(from)) pictures.push({ from })
  return pictures
}

function checkPictures(pictures: readonly PictureSource[], values: Values): UsageProblem | undefined {
  if (pictures.length === 0) return problem('cli.usage.picture-missing')
  if (pictures.some((p) => p.from === 'file' && p.path === '')) return problem('cli.usage.picture-missing')
  if (pictures.filter((p) => p.from === 'stdin').length > 1) return problem('cli.usage.stdin-twice')
  if (pictures.length > 1 && values.has('wav')) return problem('cli.usage.wav-one-picture')
  return undefined
}

function speechOf(values: Values): Command['speech'] {
  if (values.has('speak') || values.has('wav')) return 'required'
  return values.has('quiet') || values.has('json') ? 'off' : 'wanted'
}

/** Reads a command line (without the program's own name); never throws, whatever it holds. */
export function parseArguments(argv: readonly string[]): Parsed {
  const { tokens } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const words: string[] = []
  const values: Values = new Map()
  let wrong: UsageProblem | undefined
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value)
    if (token.kind !== 'option') continue
    if (!isFlag(token.name)) {
      wrong ??= unknownFlag(token.rawName)
      continue
    }
    const bad = checkValue(token.name, token.value, token.inlineValue ?? false)
    wrong ??= bad
    if (!bad) values.set(token.name, [...(values.get(token.name) ?? []), token.value ?? ''])
  }
  const last = (name: FlagName): string | undefined => values.get(name)?.at(-1)
  const lang = last('lang') as Locale | undefined
  const fail = (p: UsageProblem): Parsed => ({ ok: false, problem: p, lang, json: values.has('json') })

  const [first, ...rest] = words
  if (first !== undefined && !isVerb(first)) return fail(unknownVerb(first))
  if (wrong) return fail(wrong)
  const allowed: readonly FlagName[] = first ? verbSpec(first).flags : BARE_FLAGS
  if (!values.has('help') && !(values.has('version') && !first)) {
    const stray = [...values.keys()].find((name) => !allowed.includes(name))
    if (stray) {
      return fail(
        first
          ? problem('cli.usage.flag-elsewhere', { flag: `--${stray}`, verb: first })
          : problem('cli.usage.verb-missing', { flag: `--${stray}` }),
      )
    }
  }
  if (values.has('speak') && values.has('quiet')) return fail(problem('cli.usage.speak-and-quiet'))

  let verb: Command['verb'] = first ?? (values.has('version') ? 'version' : 'sample')
  let topic: VerbName | undefined
  let models = NO_MODEL
  let history = NO_HISTORY
  let question = ''
  let pictures: readonly PictureSource[] = verb === 'sample' ? [{ from: 'sample' }] : []
  if (values.has('help')) {
    verb = 'help'
    topic = first
  } else if (first) {
    const { takes } = verbSpec(first)
    if (takes === 'pictures') {
      pictures = picturesOf(rest, values)
      const bad = checkPictures(pictures, values)
      if (bad) return fail(bad)
    } else if (takes === 'question') {
      const [asked = '', ...files] = rest
      question = asked.trim()
      // What is asked aloud is not written, and is about the picture that the key would ask about.
      const isWritten = question !== '' || picturesOf(files, values).length > 0
      if (values.has('listen') && isWritten) return fail(problem('cli.usage.listen-alone'))
      if (question === '' && !values.has('listen')) return fail({ ...problem('failure.question-empty'), code: 'question-empty' })
      if (question.length > LONGEST_QUESTION) return fail(problem('cli.usage.question-long', { most: LONGEST_QUESTION }))
      const named = picturesOf(files, values)
      pictures = named.length > 0 ? named : [{ from: 'last' }]
      const bad = checkPictures(pictures, values)
      if (bad) return fail(bad)
    } else if (takes === 'action') {
      const read = modelWords(rest)
      if ('wrong' in read) return fail(read.wrong)
      models = read.models
    } else if (takes === 'history') {
      const read = historyWords(rest)
      if ('wrong' in read) return fail(read.wrong)
      history = read.history
    } else {
      const [word, extra] = rest
      const surplus = takes === 'verb' ? extra : word
      if (surplus !== undefined) return fail(problem('cli.usage.surplus', { word: surplus, verb: first }))
      if (takes === 'source') pictures = picturesOf([], values)
      if (pictures.length > 1) return fail(problem('cli.usage.one-source', { verb: first }))
      if (takes === 'verb' && word !== undefined) {
        if (!isVerb(word)) return fail(unknownVerb(word))
        topic = word
      }
    }
  }
  const rate = last('rate')
  return {
    ok: true,
    command: {
      verb,
      topic,
      models,
      history,
      question,
      listen: values.has('listen'),
      pictures,
      length: (last('length') as Length | undefined) ?? 'normal',
      sure: values.has('sure'),
      hedge: (last('hedge') as Command['hedge'] | undefined) ?? 'words',
      json: values.has('json'),
      speech: speechOf(values),
      rate: rate === undefined ? undefined : Number(rate),
      wav: last('wav'),
      sounds: !values.has('no-sounds'),
      model: last('model'),
      forget: values.has('forget'),
      acceptLicence: values.has('accept-licence'),
      lang,
    },
  }
}
