import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseArguments } from '../../src/cli/arguments'
import { generalHelp, verbHelp } from '../../src/cli/help'
import { VERB_NAMES, verbSpec } from '../../src/cli/verbs'
import de from '../../resources/locales/de/cli.json'
import en from '../../resources/locales/en/cli.json'
import { createMessages } from '../../src/shared/messages'

const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map((m) => m[1]))].sort()

describe.each(['en', 'de'] as const)('help in %s', (locale) => {
  const messages = createMessages(locale)
  const pages = [generalHelp(messages), ...VERB_NAMES.map((verb) => verbHelp(verb, messages))]

  test('reads well by ear: full sentences, no columns, no drawing, no leftover placeholders', () => {
    for (const line of pages.flat()) {
      expect(line).toMatch(/[.:]$/)
      expect(line).not.toMatch(/ {2}|\t|[|*_=#{}]|--+ /)
      expect(line.length).toBeLessThan(200)
    }
  })

  test('names every verb in the overview and every flag of a verb on its page', () => {
    for (const verb of VERB_NAMES) {
      expect(pages[0]?.join('\n')).toContain(`descry ${verb}:`)
      for (const flag of verbSpec(verb).flags)
        expect(verbHelp(verb, messages).join('\n')).toContain(`--${flag}`)
    }
  })
})

test('every example is a command line that works', () => {
  for (const [line] of VERB_NAMES.flatMap((verb) => [...verbSpec(verb).examples])) {
    const [command = ''] = line.split(' < ')
    expect(parseArguments(command.split(' ').slice(1)), line).toMatchObject({ ok: true })
  }
})

test('German has every sentence of the command line, with the same values to put in', () => {
  expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort())
  for (const [key, text] of Object.entries(en)) {
    expect(placeholders(de[key as keyof typeof de]), key).toEqual(placeholders(text))
  }
})

test('the documentation names every verb with the words of its help', () => {
  const page = readFileSync(new URL('../../docs/command-line.md', import.meta.url), 'utf8')
  const messages = createMessages('en')
  for (const verb of VERB_NAMES) {
    expect(page).toContain(`| \`${verb}\` | ${messages.say(verbSpec(verb).help)} |`)
  }
})
