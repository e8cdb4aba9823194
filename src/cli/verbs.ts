import type { Length } from '../shared/engine-protocol'
import type { Locale } from '../shared/messages'
import type { MessageKey } from '../shared/messages'

// This file must stay free of the schema library: it is read before the engine is started.

interface FlagSpec {
  readonly short?: string
  /** What stands for the value in help; a flag without one is a switch. */
  readonly value?: string
  readonly choices?: readonly string[]
  /** Smallest and largest whole number. */
  readonly range?: readonly [number, number]
  readonly many?: boolean
  readonly help: MessageKey
}

export const LENGTH_CHOICES = ['brief', 'normal', 'full'] as const satisfies readonly Length[]
export const HEDGE_CHOICES = ['words', 'none'] as const
export const LANG_CHOICES = ['en', 'de'] as const satisfies readonly Locale[]
/** Words a minute, as in VoiceSettings. */
const RATE_RANGE = [80, 550] as const

/** Every flag once: parsing, help and documentation come from here. */
export const FLAGS = {
  file: { short: 'f', value: 'FILE', many: true, help: 'cli.flag.file' },
  clipboard: { short: 'c', help: 'cli.flag.clipboard' },
  screen: { help: 'cli.flag.screen' },
  window: { help: 'cli.flag.window' },
  pointer: { help: 'cli.flag.pointer' },
  camera: { help: 'cli.flag.camera' },
  length: { short: 'l', value: 'LENGTH', choices: LENGTH_CHOICES, help: 'cli.flag.length' },
  json: { short: 'j', help: 'cli.flag.json' },
  speak: { short: 's', help: 'cli.flag.speak' },
  quiet: { short: 'q', help: 'cli.flag.quiet' },
  sure: { help: 'doubt.flag' },
  hedge: { value: 'HEDGE', choices: HEDGE_CHOICES, help: 'cli.flag.hedge' },
  model: { short: 'm', value: 'MODEL', help: 'cli.flag.model' },
  rate: { short: 'r', value: 'WORDS', range: RATE_RANGE, help: 'cli.flag.rate' },
  wav: { short: 'w', value: 'FILE', help: 'cli.flag.wav' },
  'no-sounds': { help: 'cli.flag.no-sounds' },
  listen: { help: 'cli.flag.listen' },
  forget: { help: 'cli.flag.forget' },
  'accept-licence': { help: 'cli.flag.accept-licence' },
  lang: { value: 'LANGUAGE', choices: LANG_CHOICES, help: 'cli.flag.lang' },
  help: { short: 'h', help: 'cli.flag.help' },
  version: { short: 'V', help: 'cli.flag.version' },
} as const satisfies Record<string, FlagSpec>

export type FlagName = keyof typeof FLAGS
export const FLAG_NAMES = Object.keys(FLAGS) as FlagName[]

export function flagSpec(name: FlagName): FlagSpec {
  return FLAGS[name]
}

interface VerbSpec {
  /** What may follow the verb. */
  readonly takes: 'pictures' | 'source' | 'question' | 'verb' | 'action' | 'history' | 'nothing'
  readonly flags: readonly FlagName[]
  readonly help: MessageKey
  /** Command lines that work as they stand, with what each does. */
  readonly examples: readonly (readonly [string, MessageKey])[]
}

interface ActionSpec {
  /** What follows it; a word in help. `WORDS` are one or more. */
  readonly takes?: 'ID' | 'PATH' | 'WORDS' | 'FILE'
  readonly help: MessageKey
}

/** What `descry models` can be told to do; without a word it lists. */
export const MODEL_ACTIONS = {
  list: { help: 'cli.models.help.list' },
  get: { takes: 'ID', help: 'cli.models.help.get' },
  use: { takes: 'ID', help: 'cli.models.help.use' },
  check: { takes: 'ID', help: 'cli.models.help.check' },
  repair: { takes: 'ID', help: 'cli.models.help.repair' },
  remove: { takes: 'ID', help: 'cli.models.help.remove' },
  add: { takes: 'PATH', help: 'cli.models.help.add' },
} as const satisfies Record<string, ActionSpec>

export type ModelAction = keyof typeof MODEL_ACTIONS
export const MODEL_ACTION_NAMES = Object.keys(MODEL_ACTIONS) as ModelAction[]

export function modelActionSpec(name: ModelAction): ActionSpec {
  return MODEL_ACTIONS[name]
}

/** What `descry history` can be told to do; without a word it lists. */
export const HISTORY_ACTIONS = {
  list: { help: 'cli.history.help.list' },
  search: { takes: 'WORDS', help: 'cli.history.help.search' },
  export: { takes: 'FILE', help: 'cli.history.help.export' },
  forget: { help: 'cli.history.help.forget' },
  clear: { help: 'cli.history.help.clear' },
} as const satisfies Record<string, ActionSpec>

export type HistoryAction = keyof typeof HISTORY_ACTIONS
export const HISTORY_ACTION_NAMES = Object.keys(HISTORY_ACTIONS) as HistoryAction[]

export function historyActionSpec(name: HistoryAction): ActionSpec {
  return HISTORY_ACTIONS[name]
}

const PICTURE_FLAGS = ['file', 'clipboard', 'screen', 'window', 'pointer', 'camera'] as const
const VOICE_FLAGS = ['speak', 'quiet', 'rate', 'wav', 'no-sounds'] as const
const EVERYWHERE = ['lang', 'help'] as const

export const VERBS = {
  describe: {
    takes: 'pictures',
    flags: [...PICTURE_FLAGS, 'length', 'sure', 'hedge', 'model', 'json', ...VOICE_FLAGS, ...EVERYWHERE],
    help: 'cli.verb.describe',
    examples: [
      ['descry describe holiday.jpg', 'cli.example.describe'],
      ['descry describe --clipboard --length full', 'cli.example.describe-clipboard'],
      ['descry describe --screen', 'cli.example.describe-screen'],
      ['descry describe holiday.jpg --sure', 'doubt.example'],
      ['descry describe - --json < picture.png', 'cli.example.describe-json'],
    ],
  },
  read: {
    takes: 'pictures',
    flags: [...PICTURE_FLAGS, 'length', 'json', ...VOICE_FLAGS, ...EVERYWHERE],
    help: 'cli.verb.read',
    examples: [
      ['descry read letter.png', 'cli.example.read'],
      ['descry read letter.png --quiet', 'cli.example.read-quiet'],
    ],
  },
  ask: {
    takes: 'question',
    flags: [...PICTURE_FLAGS, 'listen', 'hedge', 'model', 'json', ...VOICE_FLAGS, ...EVERYWHERE],
    help: 'cli.verb.ask',
    examples: [
      ['descry ask "Is there a dog?" holiday.jpg', 'cli.example.ask'],
      ['descry ask "Read the second line" --screen', 'cli.example.ask-line'],
      ['descry ask "What is this?"', 'cli.example.ask-last'],
      ['descry ask --listen', 'cli.example.ask-listen'],
    ],
  },
  again: {
    takes: 'nothing',
    flags: ['forget', 'json', ...VOICE_FLAGS, ...EVERYWHERE],
    help: 'cli.verb.again',
    examples: [
      ['descry again', 'cli.example.again'],
      ['descry again --forget', 'cli.example.again-forget'],
    ],
  },
  more: {
    takes: 'nothing',
    flags: ['json', ...EVERYWHERE],
    help: 'cli.verb.more',
    examples: [['descry more', 'cli.example.more']],
  },
  changed: {
    takes: 'nothing',
    flags: ['json', ...EVERYWHERE],
    help: 'cli.verb.changed',
    examples: [['descry changed', 'cli.example.changed']],
  },
  watch: {
    takes: 'source',
    flags: ['camera', 'screen', 'window', 'pointer', 'json', ...EVERYWHERE],
    help: 'cli.verb.watch',
    examples: [
      ['descry watch', 'cli.example.watch'],
      ['descry watch --window', 'cli.example.watch-window'],
    ],
  },
  open: {
    takes: 'nothing',
    flags: ['json', ...EVERYWHERE],
    help: 'cli.verb.open',
    examples: [['descry open', 'cli.example.open']],
  },
  stop: {
    takes: 'nothing',
    flags: ['json', ...EVERYWHERE],
    help: 'cli.verb.stop',
    examples: [['descry stop', 'cli.example.stop']],
  },
  models: {
    takes: 'action',
    flags: ['accept-licence', 'json', ...EVERYWHERE],
    help: 'cli.verb.models',
    examples: [
      ['descry models', 'cli.example.models'],
      ['descry models get smolvlm-256m-instruct', 'cli.example.models-get'],
    ],
  },
  history: {
    takes: 'history',
    flags: ['json', ...EVERYWHERE],
    help: 'cli.verb.history',
    examples: [
      ['descry history', 'cli.example.history'],
      ['descry history search invoice', 'cli.example.history-search'],
    ],
  },
  doctor: {
    takes: 'nothing',
    flags: ['model', 'json', ...EVERYWHERE],
    help: 'cli.verb.doctor',
    examples: [['descry doctor', 'cli.example.doctor']],
  },
  bench: {
    takes: 'nothing',
    flags: ['model', 'json', ...EVERYWHERE],
    help: 'cli.verb.bench',
    examples: [['descry bench', 'cli.example.bench']],
  },
  help: {
    takes: 'verb',
    flags: [...EVERYWHERE],
    help: 'cli.verb.help',
    examples: [['descry help describe', 'cli.example.help']],
  },
} as const satisfies Record<string, VerbSpec>

export type VerbName = keyof typeof VERBS
export const VERB_NAMES = Object.keys(VERBS) as VerbName[]

export function verbSpec(name: VerbName): VerbSpec {
  return VERBS[name]
}

/** Flags of `descry` without a verb: those of describing, save the picture, which is the sample. */
export const BARE_FLAGS: readonly FlagName[] = [
  ...VERBS.describe.flags.filter((f) => !PICTURE_FLAGS.some((p) => p === f)),
  'version',
]
