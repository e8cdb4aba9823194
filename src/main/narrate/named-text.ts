import type { AnswerSentence } from '../../shared/answer'
import type { Messages } from '../../shared/messages'
import { spoken } from './reading'
import { recognised } from './recognised-text'
import { textParts, type ReadText } from './table/text-parts'

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '))

/** Words that ask, join or point, and name nothing; English and German. */
const SMALL = set(
  'a an the this that these those it its is isn are aren was were be been am do does did can could would will shall should may you i me my we us our your he she they them his her their there here ' +
    'and or but not no if of in on at to for from by with about as up out off into any some all every each much many more most how what which who whom whose when where why s t re ' +
    'have has had get give tell show say says read see look find know describe please now again still just also one thing something anything ' +
    'der die das den dem des ein eine einen einem einer ist sind war waren sein hat haben habe gibt es da hier dort wo wer was wann wie wieso warum welche welcher welches welchen viel viele kann kannst ' +
    'ich du sie er wir ihr mir mich dich dieser diese dieses diesem diesen und oder aber nicht kein keine von vom zu zum zur im am an auf aus bei mit für über nach als auch noch nur mal bitte ' +
    'steht stehen sag sagt zeig zeigt lies siehst sieht man denn wird werden beschreibe',
)

/** What sort of thing is asked for, which is seldom written on it: looked for only where nothing else is asked for. */
const SORTS = set(
  'button link field box checkbox tab menu item icon heading title label list option line word text writing written number picture photo photograph image screen page window sign camera called named cost price colour color ' +
    'knopf schaltfläche taste feld kästchen menü symbol überschrift titel liste zeile wort schrift nummer bild foto bildschirm seite fenster schild heißt namens kostet kosten preis farbe',
)

/** Most lines that are said; of more only the first one. */
const MOST = 3

const smallLetters = (text: string): readonly string[] => text.toLowerCase().normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? []

/** Without the s of "arrives" and "seeds". */
const stem = (word: string): string => word.replace(/(?<=\p{L}{3})s$/u, '')

/** The words of a question that name what is asked for. Pure. */
export function namingWords(question: string): ReadonlySet<string> {
  const words = smallLetters(question).filter((word) => !SMALL.has(word)).map(stem)
  const names = words.filter((word) => !SORTS.has(word))
  return new Set(names.length > 0 ? names : words)
}

/**
 * What was read that has the words of a question in it, as fact: what there is to say of "Is there a Reply button?" or
 * "How much do the gloves cost?" where the model cannot tell. Lines and table rows with all of the words; else the only
 * one that has most of them, at least half. Empty where there is none. Pure.
 */
export function namedText(question: string, text: ReadText, messages: Messages): AnswerSentence[] {
  const wanted = [...namingWords(question)]
  const units = textParts(text, messages).flatMap((part) =>
    part.kind === 'lines'
      ? part.lines.map((line) => ({ words: line.text, sentence: recognised(spoken([line], messages), messages) }))
      : part.rows.map((row) => ({ words: row.texts.join(' '), sentence: row.sentence })),
  )
  const counted = units.map(({ words, sentence }) => {
    const there = new Set(smallLetters(words).map(stem))
    return { sentence, hits: wanted.filter((word) => there.has(word)).length }
  })
  const most = Math.max(...counted.map(({ hits }) => hits), 0)
  const best = counted.filter(({ hits }) => hits === most).map(({ sentence }) => sentence)
  if (most === 0 || most < wanted.length / 2 || (most < wanted.length && best.length > 1)) return []
  const [first, ...others] = best.length > MOST ? best.slice(0, 1) : best
  if (!first) return []
  const frame = messages.say(best.length > MOST ? 'ask.named-first' : 'ask.named', { count: best.length })
  // In one sentence where both are of one language.
  if (first.lang === messages.locale) return [{ ...first, text: `${frame} ${first.text}` }, ...others]
  return [{ text: frame, lang: messages.locale, source: 'recogniser' }, first, ...others]
}
