import type { AnswerView } from '../../shared/app-state'

const oneLine = (text: string) => text.replaceAll(/\s*[\r\n\u2028\u2029]+\s*/g, ' ')

/**
 * An answer as plain text: a line for each of its sentences, then one for each recognised line, so that
 * recognised line i is line sentences.length + i.
 */
export function answerText({ sentences, lines }: Pick<AnswerView, 'sentences' | 'lines'>): string {
  return [...sentences.map((s) => s.text), ...lines].map(oneLine).join('\n')
}

/** Where a line begins, in UTF-16 units; the text's last line where there are fewer. */
export function lineStart(text: string, line: number): number {
  const starts = [0, ...[...text.matchAll(/\n/g)].map((m) => m.index + 1)]
  return starts[Math.min(line, starts.length - 1)] ?? 0
}
