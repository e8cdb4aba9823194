/**
 * Captions guess sex and age from looks; an answer does not. Applied to the model's English words in
 * this order, longer forms first.
 */
const NEUTRAL: readonly (readonly [RegExp, string])[] = [
  [/\b(?:a|an|one) (?:young |old |elderly |older |little )?(?:man|woman|boy|girl|lady|guy) and (?:a|an|another) (?:young |old |elderly |older |little )?(?:man|woman|boy|girl|lady|guy)\b/gi, 'two people'],
  [/\b(?:an|a|another) (?:young|old|elderly|older|little) (?=(?:man|woman|boy|girl|lady|guy)\b)/gi, 'a '],
  [/\b(?:young|old|elderly|older|little) (?=(?:men|women|boys|girls|ladies|guys|man|woman|boy|girl|lady|guy)\b)/gi, ''],
  [/\b(?:men|women|boys|girls|ladies|guys)\b/gi, 'people'],
  [/\b(?:man|woman|boy|girl|lady|guy)\b/gi, 'person'],
  [/\b(?:himself|herself)\b/gi, 'themselves'],
  [/\b(?:his|her)\b(?= \p{L})/giu, 'their'],
]

/** "A man in a red shirt" → "A person in a red shirt"; the first letter keeps its case. */
export function withoutGuessedSexAndAge(sentence: string): string {
  let text = sentence
  for (const [pattern, neutral] of NEUTRAL) text = text.replace(pattern, neutral)
  return /^\p{Lu}/u.test(sentence) ? text.charAt(0).toUpperCase() + text.slice(1) : text
}
