import type { KeptRecord } from '../../../src/main/history/kept-record'
import type { Answer } from '../../../src/shared/answer'
import { ANSWER } from '../../cli/support/fake-io'
import { textLines } from '../app/scripted-narrator'

/** A finished answer of one sentence, with lines that were read. */
export function aRecord(text: string, ...lines: string[]): KeptRecord {
  const sentences = [{ text, lang: 'en', source: 'model' as const }]
  const whole: Answer = { ...ANSWER, takenAt: 5, sentences, lines: textLines(...lines) }
  const { tables, fields } = whole
  return {
    answer: { command: 'describe-screen', about: 'The screen', takenAt: 5, sentences, lines, tables: [...tables], fields: [...fields], complete: true, failed: false },
    whole,
  }
}
