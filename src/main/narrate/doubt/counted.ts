import type { AnswerSentence } from '../../../shared/answer'
import type { Length } from '../../../shared/engine-protocol'
import type { Messages } from '../../../shared/messages'
import { theThing, type Claim } from './claims'

/** The model's words are English whatever the interface speaks. */
const MODEL_LANG = 'en'
/** Claims that are said at most, of several readings and of single ones; all of them at full length. */
const MOST: Readonly<Record<Length, { readonly agreed: number; readonly single: number }>> = {
  brief: { agreed: 1, single: 0 },
  normal: { agreed: 6, single: 3 },
  full: { agreed: Infinity, single: Infinity },
}
const LIST = new Intl.ListFormat(MODEL_LANG, { type: 'conjunction' })

interface Said {
  /** How often: "All five readings say". */
  readonly frame: string
  /** What, in the model's language. */
  readonly what: string
}

/**
 * Claims for the ear, by how often they came up: "All five readings say a dog.", "Two of five say it is running."
 * Things that the same readings say are said together. No hedge: the count is one. Pure.
 *
 * @param of readings that said anything
 */
export function countedSentences(claims: readonly Claim[], of: number, length: Length, messages: Messages): AnswerSentence[] {
  const most = MOST[length]
  const agreed = claims.filter(({ readings }) => readings.length > 1).slice(0, most.agreed)
  const single = claims.filter(({ readings }) => readings.length === 1)
  const out = together(agreed).map((group, i, groups) => framed(said(group, groups[i - 1], of, messages), messages))
  const isSplit = agreed.length === 0 && of > 1
  if (isSplit) out.push([own(messages.say('doubt.none-agree', { of: number(of, messages) }), messages)])
  // What one reading alone says is a guess; where there is nothing else it is all there is.
  const guesses = single.slice(0, isSplit ? Math.max(1, most.single) : most.single)
  if (guesses.length === 1 || of === 1) out.push(...guesses.map((claim) => framed(said([claim], undefined, of, messages), messages)))
  else if (guesses.length > 1) out.push(framed({ frame: messages.say('doubt.once-each'), what: guesses.map(({ text }) => text).join('; ') }, messages))
  return out.flat()
}

/** Things of the same readings stand in one group; all else is a group of its own, in the same order. */
function together(claims: readonly Claim[]): Claim[][] {
  const groups: Claim[][] = []
  for (const claim of claims) {
    const fits = claim.says === 'thing' && groups.find(([first]) => first?.says === 'thing' && String(first.readings) === String(claim.readings))
    if (fits) fits.push(claim)
    else groups.push([claim])
  }
  return groups
}

function said(group: readonly Claim[], before: readonly Claim[] | undefined, of: number, messages: Messages): Said {
  const [first] = group
  if (!first) throw new RangeError('nothing to say')
  const count = first.readings.length
  const all = of === 1 ? 'doubt.only' : of === 2 ? 'doubt.both' : 'doubt.all'
  const frame = messages.say(count === of ? all : count === 1 ? 'doubt.one' : 'doubt.some', { count: number(count, messages), of: number(of, messages) })
  if (first.predicate === '') return { frame, what: LIST.format(group.map(({ text }) => text)) }
  const [subject, ...others] = before ?? []
  const isPlain = others.length === 0 && subject?.thing.key === first.thing.key && subject.thing.isMany === first.thing.isMany && first.thing.key !== 'person'
  const it = first.thing.isMany ? 'they' : 'it'
  return { frame, what: `${isPlain ? it : theThing(first.thing)} ${first.predicate}` }
}

/** Frame and claim in one sentence where both are of one language, else in two. */
function framed({ frame, what }: Said, messages: Messages): AnswerSentence[] {
  const { locale } = messages
  const [start, claim] = [capital(frame), `${what}.`]
  if (locale === MODEL_LANG) return [{ text: `${start} ${claim}`, lang: locale, source: 'model' }]
  return [
    { text: start, lang: locale, source: 'model' },
    { text: capital(claim), lang: MODEL_LANG, source: 'model' },
  ]
}

/** As a word, as far as there are words for it. */
function number(value: number, messages: Messages): string {
  return messages.say('doubt.numbers').split(' ')[value] ?? String(value)
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function own(text: string, { locale }: Messages): AnswerSentence {
  return { text, lang: locale, source: 'app' }
}
