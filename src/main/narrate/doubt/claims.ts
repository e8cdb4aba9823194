import type { SentencePart } from '../../../shared/engine-protocol'
import type { TextLine } from '../../../shared/text-line'
import type { ObjectNames } from '../../models/object-names'
import { ground } from '../grounding'
import { withoutGuessedSexAndAge } from '../people'
import { bearsOut } from '../screen-evidence'
import { formOf } from './form'
import { phrasesOf, type Phrase, type Thing } from './phrases'
import { ALSO, DETERMINERS, JOINING, MARKS, NUMBERS, PREPOSITIONS, SCREENS, TRANSITIVE } from './words'

/** What one reading of a picture said. */
export interface HeardReading {
  readonly isMirrored: boolean
  readonly sentences: readonly { readonly part: SentencePart; readonly text: string }[]
}

/** Something that readings say of a picture, and which of them do. */
export interface Claim {
  /** "a dog", "the dog is running", "the shirt is red". */
  readonly text: string
  readonly says: Phrase['says']
  /** What it is said of. */
  readonly thing: Thing
  /** Behind "the dog", "it" or "they": "is running"; empty for a thing. */
  readonly predicate: string
  /** The readings that say so, by their number from 0, in order. */
  readonly readings: readonly number[]
}

/** What readings are judged by; the same for each. */
export interface Grounds {
  readonly isScreen: boolean
  /** Recognised lines that are sure enough to be stated as fact. */
  readonly lines: readonly TextLine[]
  readonly objects: ObjectNames
}

/** In a mirrored reading left is right; what names a side is not counted there. */
const SIDE = /\b(?:left|right)\b/i
const WEIGHT: Readonly<Record<Phrase['says'], number>> = { thing: 0, doing: 1, mark: 2 }

/**
 * The claims of several readings, those of most readings first. What a model cannot know – digits, names, what is
 * written – is not counted whichever reading says it. Pure.
 */
export function claimsOf(readings: readonly HeardReading[], grounds: Grounds): Claim[] {
  const said = new Map<string, Said>()
  for (const [number, reading] of readings.entries()) {
    for (const phrase of phrasesIn(reading, grounds)) {
      for (const key of keysOf(phrase)) {
        const known = said.get(key) ?? { phrases: [], readings: new Set() }
        known.phrases.push(phrase)
        known.readings.add(number)
        said.set(key, known)
      }
    }
  }
  // Who says "a tabby" speaks for "a cat", where somebody says that.
  for (const [key, { readings: those }] of said) {
    for (const wider of widerThan(key)) for (const number of those) said.get(wider)?.readings.add(number)
  }
  const claims = [...said].flatMap(([key, of]) => (isSaidElsewhere(key, said) ? [] : [claimOf(key, of, said)]))
  return claims.sort((a, b) => b.readings.length - a.readings.length || WEIGHT[a.says] - WEIGHT[b.says])
}

interface Said {
  readonly phrases: Phrase[]
  readonly readings: Set<number>
}

function phrasesIn({ isMirrored, sentences }: HeardReading, { isScreen, lines, objects }: Grounds): Phrase[] {
  return sentences.flatMap(({ part, text }) => {
    const grounded = ground(text.trim(), part, lines, objects)
    if (!grounded.keep || (isScreen && !bearsOut(grounded.text, lines))) return []
    const screen = isScreen ? SCREENS.find(([, pattern]) => pattern.test(text)) : undefined
    if (screen) return [screenPhrase(screen[0])]
    const phrases = phrasesOf(withoutGuessedSexAndAge(grounded.text))
    return isMirrored ? phrases.filter((phrase) => !SIDE.test(wordsOf(phrase))) : phrases
  })
}

function screenPhrase(said: string): Phrase {
  return { says: 'thing', thing: { key: said.replace(/^an? /, ''), said, isMany: false, number: null } }
}

function wordsOf(phrase: Phrase): string {
  const more = phrase.says === 'doing' ? phrase.rest.join(' ') : phrase.says === 'mark' ? phrase.mark : ''
  return `${phrase.thing.said} ${more}`
}

/** What a phrase says: of "two dogs" that there is a dog, that there are several, and that they are two. */
function keysOf({ says, thing, ...phrase }: Phrase): string[] {
  const key = (what: string): string => `${says}|${thing.key}|${what}`
  if ('doing' in phrase) return [key(phrase.doing)]
  if ('mark' in phrase) return [key(phrase.mark)]
  return [key(''), ...(thing.isMany ? [key(MANY)] : []), ...(thing.number === null ? [] : [key(thing.number)])]
}

const MANY = 'many'

/** How many there are is said where a thing is told of, if all who tell of it say so; several are told of by their number. */
function isSaidElsewhere(key: string, said: ReadonlyMap<string, Said>): boolean {
  const [says = '', thing = '', what = ''] = key.split('|')
  if (says !== 'thing' || what === '') return false
  const count = (of: string): number => said.get(`thing|${thing}|${of}`)?.readings.size ?? 0
  const isByNumber = what === MANY && [...NUMBERS].some((number) => count(number) === count(MANY))
  return isByNumber || count(what) === count('')
}

/** What is also said by a claim: of a "soccer ball" that it is a ball, of a child what a person does. */
function widerThan(key: string): string[] {
  const [says = '', thing = '', what = ''] = key.split('|')
  const out: string[] = []
  for (let name: string | undefined = thing; name !== undefined; name = ALSO[name] ?? shorter(name)) {
    if (name !== thing) out.push(`${says}|${name}|${what}`)
  }
  return out
}

function shorter(name: string): string | undefined {
  const at = name.indexOf(' ')
  return at < 0 ? undefined : name.slice(at + 1)
}

function claimOf(key: string, { phrases, readings: those }: Said, said: ReadonlyMap<string, Said>): Claim {
  const [first] = phrases
  if (!first) throw new RangeError('a claim that nobody makes')
  const many = key.endsWith('|') ? said.get(key + MANY) : undefined
  const thing = formOf(phrases.map((phrase) => phrase.thing), many !== undefined && many.readings.size < those.size)
  const readings = [...those].sort((a, b) => a - b)
  const predicate = predicateOf(first, phrases, thing)
  const text = predicate === '' ? thing.said : `${theThing(thing)} ${predicate}`
  return { text, says: first.says, thing, predicate, readings }
}

function predicateOf(first: Phrase, phrases: readonly Phrase[], { isMany }: Thing): string {
  const be = isMany ? 'are' : 'is'
  if (first.says === 'thing') return ''
  if (first.says === 'mark') return `${be} ${first.mark}`
  const rest = shared(phrases.flatMap((phrase) => (phrase.says === 'doing' ? [phrase.rest] : [])))
  const needs = rest.length === 0 && TRANSITIVE.has(first.doing)
  return [be, first.doing, ...(needs ? ['something'] : rest)].join(' ')
}

/** "the dog", "two people" → "the two people". */
export function theThing({ said }: Thing): string {
  return `the ${said.replace(/^(?:an?|the|some|these|those|all|both) /, '')}`
}

/** The words that all begin with, without small words and adjectives at the end that have lost what they belong to. */
function shared(all: readonly (readonly string[])[]): string[] {
  const [first = [], ...others] = all
  let length = first.length
  for (const other of others) {
    const differs = first.findIndex((word, i) => other[i] !== word)
    if (differs >= 0) length = Math.min(length, differs)
  }
  const words = first.slice(0, length)
  const hangs = (word: string | undefined): boolean =>
    word !== undefined && (PREPOSITIONS.has(word) || DETERMINERS.has(word) || MARKS.has(word) || JOINING.has(word))
  while (hangs(words.at(-1))) words.pop()
  return words
}
