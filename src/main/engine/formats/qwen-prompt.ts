/** Stands in a rendered prompt once a picture, between its two ends. */
export const IMAGE_MARK = '<|image_pad|>'

/**
 * Repeats the mark of each picture once for every one of its image tokens.
 *
 * @param counts image tokens of each picture, in order
 */
export function spreadMarks(prompt: string, counts: readonly number[]): string {
  return prompt
    .split(IMAGE_MARK)
    .map((part, i) => part + IMAGE_MARK.repeat(counts[i] ?? 0))
    .join('')
}

/** SECURITY: words of a question are words. Written as a special token they would end a turn or name a picture. */
export function withoutMarks(text: string): string {
  return text.replace(/<\|[^<|>]*\|>/g, ' ')
}
