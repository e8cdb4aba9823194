import type { CliHistory } from '../../../src/cli/services'
import { failure } from '../../../src/shared/codes'

const DOG = { id: 4, about: 'The screen', takenAt: Date.UTC(2026, 4, 4, 12), text: 'A dog.', lang: 'en' }

/** A memory of one answer, which writes down what it is told. */
export function aHistory({ more = false, writes = true } = {}): CliHistory & { readonly log: string[] } {
  const log: string[] = []
  let answers = [DOG]
  return {
    log,
    list: async (query) => ({ answers: answers.filter(({ text }) => text.toLowerCase().includes(query)), more }),
    export: async (path) => (log.push(`export ${path}`), writes ? { ok: true, count: answers.length } : failure('history-unwritable')),
    forget() {
      if (answers.length === 0) return failure('no-last-answer')
      answers = []
      return { ok: true }
    },
    clear: async () => (log.push('clear'), writes ? { ok: true } : failure('history-unforgotten')),
  }
}
