import { placeNumber } from '../number-words'

/** What a question asks of tables and forms. */
export type TableQuestion =
  /** All of them. */
  | { readonly asks: 'table' }
  /** How many rows and columns. */
  | { readonly asks: 'size' }
  /** One row, counted from 1 with the headers, as places are said; -1 is the last one. */
  | { readonly asks: 'row'; readonly row: number }
  /** One column, by its header or its place. */
  | { readonly asks: 'column'; readonly column: string }
  /** What stands at a label, if that label stands there. */
  | { readonly asks: 'value'; readonly label: string }

const pattern = (...forms: readonly string[]): RegExp => new RegExp(`^(?:${forms.join('|')})$`, 'u')

const READ = String.raw`(?:(?:read|repeat|say)(?: out| me)? |what(?: is|'s|’s)(?: (?:in|on|written in))? |what does )?`
const LIES = String.raw`(?:lies(?: mir)?(?: bitte)? |wiederhole |was (?:steht|ist) in |wie (?:lautet|heißt) )?`
const ALOUD = String.raw`(?: (?:out|aloud|again|to me|out loud))*`
const VOR = String.raw`(?: (?:vor|noch einmal|laut))*`
const IN = String.raw`(?: (?:of|in) (?:it|the table|this table))?`
const ORDINAL = String.raw`(?<place>[\p{L}]+|\d{1,4}(?:st|nd|rd|th|\.)?)`

const TABLE = pattern(
  `read(?: out)?(?: me)?(?: all)?(?: of)?(?: the| this)? tables?${ALOUD}`,
  String.raw`what(?: is|'s|’s)(?: written)? in (?:the|this) table`,
  'what does (?:the|this) table (?:say|read|show)',
  `lies(?: mir)?(?: bitte)?(?: alle)?(?: die| diese)? tabellen?${VOR}`,
  'was (?:steht|ist) in (?:der|dieser) tabelle',
  '(?:die )?tabelle vorlesen',
)

const SIZE = pattern(
  `how many (?:rows|columns|rows and columns|columns and rows)(?: (?:are|were)(?: there)?| (?:does|do) (?:it|the table|this table) have)?${IN}`,
  'how (?:big|large) is (?:the|this) table',
  'wie ?viele (?:tabellenzeilen|spalten|zeilen und spalten|spalten und zeilen)(?: (?:hat|gibt|sind|stehen)(?: (?:es|sie|die tabelle|diese tabelle))?)?(?: in der tabelle)?',
  'wie ?viele (?:zeilen|reihen) (?:hat (?:die|diese) tabelle|(?:gibt es |sind |stehen )?in (?:der|dieser) tabelle)',
  'wie groß ist (?:die|diese) tabelle',
)

const ROW = [
  pattern(`${READ}(?:the )?${ORDINAL} row${IN}(?: say| read)?${ALOUD}`),
  pattern(`${READ}row (?:number )?${ORDINAL}${IN}(?: say| read)?${ALOUD}`),
  pattern(`${LIES}(?:die |der )?${ORDINAL} (?:tabellenzeile|zeile der tabelle|reihe)${VOR}`),
  pattern(`${LIES}(?:tabellenzeile|reihe) (?:nummer )?${ORDINAL}(?: der tabelle)?${VOR}`),
  pattern(`${LIES}zeile (?:nummer )?${ORDINAL} (?:der|in der) tabelle${VOR}`),
]

const NAME = String.raw`(?<name>[\p{L}\p{N}€$£%][^?]{0,60}?)`
const COLUMN = [
  pattern(`${READ}(?:the )?column (?:number |called )?${NAME}${IN}(?: say| read)?${ALOUD}`),
  pattern(`${READ}(?:the )?${NAME} column${IN}(?: say| read)?${ALOUD}`),
  pattern(`${LIES}(?:die |der )?spalte (?:nummer )?${NAME}(?: der tabelle)?${VOR}`),
  pattern(`${LIES}(?:die |der )?${NAME}[ -]?spalte(?: der tabelle)?${VOR}`),
]

// "This man" is somebody that is seen.
const LABEL = String.raw`(?<label>(?!(?:this|that|these|those|dies|diese[rsnm]?) )[\p{L}\p{N}][^?]{0,60}?)`
const THE = '(?:the |my |your )?'
const DER = '(?:der |die |das |den |dem |mein |meine |meiner |ihr |ihre )?'
const VALUE = [
  pattern(`what does (?:the (?:field|cell) |${THE})${LABEL} (?:say|read)`),
  // "Who is it from?" is what stands at "From".
  pattern(String.raw`(?:who|where) (?:is|are|'s|’s) (?:it|this|that|(?:the|this|that) (?:e-?mail|mail|message|letter|order|parcel|note|invoice|bill)) (?<label>from|to)`),
  pattern(String.raw`(?<label>von|an) wem ist (?:es|das|dies|(?:der|die|das|diese[rs]?) (?:e-?mail|mail|nachricht|brief|bestellung|paket|notiz|rechnung))`),
  pattern(`(?:what|who|when|where|how much|how old|how high)(?: is| are|'s|’s) ${THE}${LABEL}`),
  pattern(`read(?: out)? the (?:field|value of) ${LABEL}`),
  pattern(`(?:is|are) ${THE}${LABEL} (?:checked|ticked|selected|chosen|enabled|switched on|turned on)`),
  pattern(`(?:ist|sind) ${DER}${LABEL} (?:aktiviert|angekreuzt|angehakt|ausgewählt|gewählt|eingeschaltet)`),
  pattern(`was steht (?:bei|unter|neben|für|im feld|in dem feld) ${DER}${LABEL}`),
  pattern(`(?:was|wer|wann|wo|wie hoch|wie groß|wie viel|wie alt) (?:ist|sind) ${DER}${LABEL}`),
  pattern(`wie (?:lautet|lauten|heißt) ${DER}${LABEL}`),
  pattern(`lies(?: mir)? das feld ${LABEL}(?: vor)?`),
]

/** Most words of a label that is looked for. */
const LABEL_WORDS = 6

/** @param question in small letters, without courtesies and marks; null where it is about something else. Pure. */
export function readTableQuestion(question: string): TableQuestion | null {
  if (TABLE.test(question)) return { asks: 'table' }
  if (SIZE.test(question)) return { asks: 'size' }
  const place = found(ROW, question, 'place')
  const row = place === undefined ? undefined : placeNumber(place)
  if (row !== undefined) return { asks: 'row', row }
  const column = found(COLUMN, question, 'name')
  if (column !== undefined) return { asks: 'column', column }
  const label = found(VALUE, question, 'label')
  return label !== undefined && label.split(' ').length <= LABEL_WORDS ? { asks: 'value', label } : null
}

function found(forms: readonly RegExp[], question: string, group: string): string | undefined {
  for (const form of forms) {
    const text = form.exec(question)?.groups?.[group]
    if (text !== undefined) return text
  }
  return undefined
}
