import type { Messages } from '../shared/messages'
import { EXIT, type ExitName } from './exit-codes'
import { flagSpec, HISTORY_ACTION_NAMES, historyActionSpec, MODEL_ACTION_NAMES, modelActionSpec, VERB_NAMES, verbSpec, type FlagName, type VerbName } from './verbs'

// Help is heard more often than it is seen: one full sentence a line, no columns, no drawing.

function flagSentence(name: FlagName, messages: Messages): string {
  const { short, value, choices, range, help } = flagSpec(name)
  const form = value ? `--${name} ${value}` : `--${name}`
  const flag = short ? messages.say('cli.help.or', { long: form, short: `-${short}` }) : form
  const [least, most] = range ?? [0, 0]
  const list = new Intl.ListFormat(messages.locale, { type: 'disjunction' })
  return messages.say(help, { flag, choices: list.format(choices ?? []), least, most })
}

/** A sentence for each thing that a verb can be told to do. */
function actionSentences(verb: VerbName, actions: readonly (readonly [name: string, spec: ReturnType<typeof modelActionSpec>])[], messages: Messages): string[] {
  return actions.map(([name, { takes, help }]) =>
    messages.say('cli.help.verb', { verb: [verb, name, ...(takes ? [takes] : [])].join(' '), what: messages.say(help) }),
  )
}

const MODEL_ACTIONS = MODEL_ACTION_NAMES.map((name) => [name, modelActionSpec(name)] as const)
const HISTORY_ACTIONS = HISTORY_ACTION_NAMES.map((name) => [name, historyActionSpec(name)] as const)

function examples(verb: VerbName, messages: Messages): string[] {
  return verbSpec(verb).examples.map(([line, key]) =>
    messages.say('cli.help.example', { line, what: messages.say(key) }),
  )
}

/** Lines that explain one verb: what it does, its flags, examples. */
export function verbHelp(verb: VerbName, messages: Messages): string[] {
  const spec = verbSpec(verb)
  return [
    messages.say('cli.help.verb', { verb, what: messages.say(spec.help) }),
    ...(spec.takes === 'pictures' ? [messages.say('cli.help.pictures')] : []),
    ...(spec.takes === 'question' ? [messages.say('cli.help.question')] : []),
    ...(spec.takes === 'action' ? actionSentences(verb, MODEL_ACTIONS, messages) : []),
    ...(spec.takes === 'history' ? actionSentences(verb, HISTORY_ACTIONS, messages) : []),
    ...spec.flags.map((name) => flagSentence(name, messages)),
    ...examples(verb, messages),
  ]
}

/** Lines that explain the whole command. */
export function generalHelp(messages: Messages): string[] {
  const exits = (Object.keys(EXIT) as ExitName[]).map((name) =>
    messages.say('cli.help.exit', { code: EXIT[name], what: messages.say(`cli.exit.${name}`) }),
  )
  return [
    messages.say('cli.help.about'),
    messages.say('cli.help.use'),
    ...VERB_NAMES.map((verb) =>
      messages.say('cli.help.verb', { verb, what: messages.say(verbSpec(verb).help) }),
    ),
    flagSentence('version', messages),
    ...VERB_NAMES.slice(0, 2).flatMap((verb) => examples(verb, messages).slice(0, 2)),
    messages.say('cli.help.more'),
    ...exits,
  ]
}
