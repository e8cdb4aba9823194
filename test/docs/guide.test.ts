import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { COMMANDS, COMMAND_IDS } from '../../src/shared/commands'
import { defaultKey, KEY_SYSTEMS, speakKey } from '../../src/shared/keys'
import { NEIGHBOURS } from '../../src/shared/key-conflicts'
import { createMessages } from '../../src/shared/messages'

const GUIDE = readFileSync(new URL('../../docs/guide.md', import.meta.url), 'utf8')
const messages = createMessages('en')
const lines = GUIDE.split('\n')
const prose = lines.filter((line) => !line.startsWith('#')).join('\n')

/** How a sign is called at the beginning of a sentence. */
const SPOKEN: Readonly<Record<string, string>> = { ',': 'Comma', '.': 'period', '[': 'The left bracket', ']': 'the right bracket' }

test('the guide has a sentence for every command, by its letter', () => {
  const missing = COMMAND_IDS.filter((id) => {
    const name = SPOKEN[COMMANDS[id].letter] ?? COMMANDS[id].letter
    return !new RegExp(`(^|\\n\\n|, )${name} (\\w+s|is|to) `).test(prose)
  })
  expect(missing).toEqual([])
})

test('it names the key of the menu on every system as it is said', () => {
  for (const system of KEY_SYSTEMS) expect(prose.replaceAll('\n', ' ')).toContain(speakKey(defaultKey('layer', system), system, messages))
})

test('it says what each screen reader needs', () => {
  for (const reader of ['orca', 'nvda', 'jaws', 'voiceover', 'narrator'] as const) expect(prose).toContain(`With ${NEIGHBOURS[reader]}`)
})

test('it is all prose: nothing that a voice would spell or leave out', () => {
  const spelled = lines.filter((line) => /[|`*_<>[\]{}~]|https?:|^\s*[-+]\s|^\s*\d+\.\s/.test(line))
  expect(spelled).toEqual([])
})

test('its sentences are short enough to be heard once', () => {
  const sentences = prose.split(/\n\n/).flatMap((paragraph) => paragraph.replaceAll('\n', ' ').match(/[^.!?:;]+[.!?:;]+/g) ?? [])
  const long = sentences.filter((sentence) => sentence.split(/\s+/).filter(Boolean).length > 30)
  expect(long).toEqual([])
  expect(sentences.length).toBeGreaterThan(80)
})

test('its headings are one title and its chapters, each with something under it', () => {
  const headings = lines.filter((line) => line.startsWith('#'))
  expect(headings.map((line) => /^#+/.exec(line)?.[0].length)).toEqual([1, ...headings.slice(1).map(() => 2)])
  expect(new Set(headings).size).toBe(headings.length)
  for (const [i, line] of lines.entries()) if (line.startsWith('#')) expect(lines[i + 1]).toMatch(/\w/)
})
