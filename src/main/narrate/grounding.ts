import type { TextLine } from '../../shared/text-line'
import type { ObjectNames } from '../models/object-names'

/**
 * What a model's sentence may claim. Digits, quotations and proper names come from the recogniser
 * only; an object is named only by a name that the model is known to spell.
 */
export type Grounded =
  | { readonly keep: true; readonly text: string }
  | { readonly keep: false; readonly why: 'digits' | 'quotation' | 'name' | 'object' }

/** "A photo of a tabby." names its object; so does the answer to the question for the main object. */
const OBJECT_CAPTION = /^(?:an? )?(?:photo|picture|image|close-up)(?: of)? (?:an? |the )?(.+?)\.?$/i
const OBJECT_REPLY = /^(?:an? |the )?(.+?)\.?$/i
const QUOTATION = /["“”„«»]|(?<!\p{L})['‘’](?=\S)/u
const NAME = /(?<=[\p{Ll}\p{N},;] )\p{Lu}[\p{L}'-]*/gu
const WORD_I = /^I(?:'|$)/

/** Whether judging this sentence needs the recogniser's lines, which come later than it does. */
export function needsLines(sentence: string): boolean {
  return /\p{N}/u.test(sentence) || QUOTATION.test(sentence) || names(sentence).length > 0
}

/**
 * @param part `object` for an answer that is nothing but a name
 * @param lines recognised lines that are sure enough to be stated as fact
 */
export function ground(
  sentence: string,
  part: string,
  lines: readonly Pick<TextLine, 'text'>[],
  objects: ObjectNames,
): Grounded {
  const seen = lines.map((line) => line.text.toLowerCase()).join('\n')
  const named = objectOf(sentence, part)
  if (named !== undefined && !objects.has(named)) return { keep: false, why: 'object' }
  for (const digits of sentence.match(/\p{N}[\p{N}.,:]*/gu) ?? []) {
    if (!seen.includes(digits.replace(/[.,:]+$/, ''))) return { keep: false, why: 'digits' }
  }
  // Even a quotation that was read is said by the recogniser, with its own words around it.
  if (QUOTATION.test(sentence)) return { keep: false, why: 'quotation' }
  for (const name of names(sentence)) {
    if (named?.includes(name)) continue
    if (!seen.includes(name.toLowerCase())) return { keep: false, why: 'name' }
  }
  return { keep: true, text: sentence }
}

/** The object that a sentence does nothing but name, or undefined. */
function objectOf(sentence: string, part: string): string | undefined {
  if (part === 'object') return OBJECT_REPLY.exec(sentence.trim())?.[1]
  return part === 'caption' || part === 'detail' ? OBJECT_CAPTION.exec(sentence.trim())?.[1] : undefined
}

function names(sentence: string): string[] {
  return (sentence.match(NAME) ?? []).filter((word) => !WORD_I.test(word))
}
