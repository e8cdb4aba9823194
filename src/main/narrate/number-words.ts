const NUMBERS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    ['one first eins ein ersten erste', 1],
    ['two second zwei zweiten zweite', 2],
    ['three third drei dritten dritte', 3],
    ['four fourth vier vierten vierte', 4],
    ['five fifth fünf fünften fünfte', 5],
    ['six sixth sechs sechsten sechste', 6],
    ['seven seventh sieben siebten siebte', 7],
    ['eight eighth acht achten achte', 8],
    ['nine ninth neun neunten neunte', 9],
    ['ten tenth zehn zehnten zehnte', 10],
    ['eleven eleventh elf elften elfte', 11],
    ['twelve twelfth zwölf zwölften zwölfte', 12],
    ['last final letzten letzte', -1],
    ['penultimate vorletzten vorletzte', -2],
  ].flatMap(([words, number]) => String(words).split(' ').map((word) => [word, Number(number)])),
)

/** A number of a place, in words or digits, small letters, English or German: 1 is the first, -1 the last. */
export function placeNumber(word: string): number | undefined {
  if (Object.hasOwn(NUMBERS, word)) return NUMBERS[word]
  const value = Number(/^\d+/.exec(word)?.[0])
  return value >= 1 ? value : undefined
}
