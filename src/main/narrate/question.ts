import { placeNumber } from './number-words'
import { readTableQuestion, type TableQuestion } from './table/table-question'

/**
 * What a question asks for. Text that stands in the picture is the recogniser's to tell, as fact; a
 * description is what every model was made for; the rest is put to the model as it is.
 */
export type Question =
  /** All of the text. */
  | { readonly asks: 'text' }
  /** One line of it, counted from 1; -1 is the last one, -2 the one before. */
  | { readonly asks: 'line'; readonly line: number }
  /** How many lines there are. */
  | { readonly asks: 'count' }
  /** Whether these words stand in it. */
  | { readonly asks: 'words'; readonly words: string }
  | TableQuestion
  | { readonly asks: 'description' }
  | { readonly asks: 'open' }

/** Said to be polite, and nothing else. */
const POLITE = /^(?:please|bitte|hey|ok|okay|und|and|so|(?:can|could|would|will) you|tell me|sag mir|(?:kannst du|können sie|könntest du|könnten sie)(?: mir)?)[ ,]+|[ ,]+(?:please|bitte)$/

const PLACE = String.raw`(?:here|there|(?:on|in|at) (?:it|this|that|(?:the|this|that) [\p{L}-]+))`
const ORT = String.raw`(?:hier|da|dort|drauf|darauf|drin|darin|(?:auf|in|an) (?:dem|der|diesem|dieser|die|das) [\p{L}-]+|(?:im|am) [\p{L}-]+)`
const THING = String.raw`(?:it|this|that|everything|(?:all (?:of )?)?(?:the|this|that) (?:text|sign|label|screen|picture|image|photo|page|window|letter|note|writing|words?))`
const DING = String.raw`(?:es|das|dies|alles|(?:den|diesen|das|dieses|die|diese) (?:text|schild|etikett|bildschirm|bild|foto|seite|fenster|brief|zettel|schrift))`

const pattern = (...forms: readonly string[]): RegExp => new RegExp(`^(?:${forms.join('|')})$`, 'u')

const TEXT = pattern(
  `what (?:does|do) (?:${THING}) (?:say|read)`,
  `what(?: is|'s|’s) (?:written|printed|the text)(?: ${PLACE})?`,
  `what text (?:is (?:there|${PLACE})|(?:can|do) you (?:see|read))(?: ${PLACE})?`,
  `what (?:can|do) you read(?: ${PLACE})?`,
  `read(?: out)?(?: ${THING})?(?: (?:out|aloud|again|to me|out loud))*`,
  `was (?:steht|ist) ${ORT}(?: geschrieben)?`,
  `was (?:steht|ist) (?:${ORT} )?geschrieben`,
  `was (?:sagt|besagt) ${DING}`,
  `lies(?: mir)?(?: ${DING})?(?: (?:vor|laut|noch einmal|nochmal))*`,
  `(?:${DING} )?vorlesen`,
)

const WHICH = String.raw`(?:the )?(?<number>[\p{L}-]+|\d{1,4}(?:st|nd|rd|th|\.)?) line`
const WELCHE = String.raw`(?:die |der )?(?<number>[\p{L}]+|\d{1,4}\.?) zeile`
const LINE = [
  pattern(`(?:(?:read|repeat|say)(?: out| me)? |what(?: is|'s|’s)(?: (?:in|on|written in|written on))? )?${WHICH}(?: (?:of the text|${PLACE}|out|aloud|again|to me))*`),
  pattern(`what does ${WHICH}(?: of the text)? (?:say|read)`),
  pattern(String.raw`(?:(?:read|repeat|say)(?: out| me)? |what(?: is|'s|’s)(?: (?:in|on))? )?line (?:number )?(?<number>[\p{L}]+|\d{1,4})(?: (?:out|aloud|again|to me))*`),
  pattern(String.raw`what does line (?:number )?(?<number>[\p{L}]+|\d{1,4}) (?:say|read)`),
  pattern(`(?:lies(?: mir)? |wiederhole |was (?:steht|ist) in |wie (?:lautet|heißt) )?${WELCHE}(?: (?:vor|noch einmal|laut))*`),
  pattern(String.raw`(?:lies(?: mir)? |wiederhole |was (?:steht|ist) in |wie (?:lautet|heißt) )?zeile (?:nummer )?(?<number>[\p{L}]+|\d{1,4})(?: (?:vor|noch einmal|laut))*`),
]

const COUNT = pattern(
  `how many lines(?: of text)?(?: (?:are|were)(?: there| read| visible)?)?(?: (?:can|do|did) you (?:see|read|count|find))?(?: ${PLACE})?`,
  `how many lines (?:does|do) ${THING} have`,
  `wie ?viele (?:text)?zeilen(?: text)?(?: (?:sind|gibt|stehen|waren)(?: es)?)?(?: (?:siehst|liest|erkennst|findest) du)?(?: ${ORT})?(?: zu (?:sehen|lesen))?`,
  `wie ?viele (?:text)?zeilen(?: text)? hat ${DING}`,
)

const WORDS = [
  pattern(`does (?:${THING}) (?:say|read) (?<words>.+)`),
  pattern(`(?:is|does) the (?:word|words|text) (?<words>.+?) (?:appear |stand )?(?:${PLACE}|appear)`),
  pattern(`steht (?:${ORT}) (?:das wort |der text )?(?<words>.+)`),
  pattern(`(?:kommt|steht) (?:das wort |der text )(?<words>.+?) (?:${ORT} )?(?:vor|da|dort|hier|drauf|darauf|geschrieben)`),
]

const PICTURE = String.raw`(?:(?:the|this) (?:picture|image|photo|photograph|screen|screenshot|camera))`
const BILD = String.raw`(?:(?:dem|diesem|das|dieses|der|den) (?:bild|foto|bildschirm|kamera))`
const DESCRIPTION = pattern(
  `what(?: is|'s|’s) (?:this|that|it|there|here|shown|${PLACE}|(?:in|on) ${PICTURE}|in front of me|before me|this a (?:picture|photo) of)`,
  `what (?:do|can) you see(?: ${PLACE})?`,
  'what am i looking at',
  `what does ${PICTURE} show`,
  `(?:describe|explain) (?:it|this|that|${PICTURE})`,
  `was ist (?:das|dies|es|hier|da|zu sehen|vor mir|${ORT}|(?:auf|in) ${BILD})(?: zu sehen)?`,
  `was (?:siehst du|sehe ich|sieht man|zeigt ${BILD})(?: (?:da|hier|${ORT}))?`,
  `beschreibe? (?:es|das|${BILD})`,
)

/** Reads a question, English or German; what it does not understand is open. Pure. */
export function readQuestion(typed: string): Question {
  const question = plain(typed)
  if (TEXT.test(question)) return { asks: 'text' }
  const table = readTableQuestion(question)
  if (table && table.asks !== 'value') return table
  const number = match(LINE, question)?.['number']
  const line = number === undefined ? undefined : placeNumber(number)
  if (line !== undefined) return { asks: 'line', line }
  if (COUNT.test(question)) return { asks: 'count' }
  const words = match(WORDS, question)?.['words']?.replace(/^["“”„«»'‘’]+|["“”„«»'‘’]+$/g, '')
  if (words) return { asks: 'words', words }
  return DESCRIPTION.test(question) ? { asks: 'description' } : (table ?? { asks: 'open' })
}

/** Small letters, single spaces, without courtesies, contractions and the marks at the end. */
function plain(typed: string): string {
  let text = typed.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim().replace(/[\s?!.…:]+$/, '')
  for (let before = ''; before !== text; ) {
    before = text
    text = text.replace(POLITE, '').trim()
  }
  // As it is typed in haste: "whats the total".
  text = text.replace(/^(what|who|where|when|how)['’]?s /, '$1 is ')
  return text.replace(/(?:second|next)[ -](?:to[ -])?last/, 'penultimate')
}

function match(forms: readonly RegExp[], question: string): Readonly<Record<string, string>> | undefined {
  return forms.map((form) => form.exec(question)?.groups).find((groups) => groups !== undefined)
}
