import type { MessageKey, MessageValues } from './messages'
import type { DownloadProgress } from './model-catalogue'
import type { Candidate, Recommendation } from './model-entry'

/** A sentence to be said about models: a message and what it needs. */
export interface Words {
  readonly key: MessageKey
  readonly values: MessageValues
}

/** Values of `models.size`: gigabytes with one decimal from a thousand megabytes on, as disks are sold. */
export function sizeValues(bytes: number): { readonly megabytes: number; readonly gigabytes: number } {
  const megabytes = Math.max(1, Math.round(bytes / 1e6))
  return { megabytes, gigabytes: megabytes < 1000 ? 0 : Math.round(bytes / 1e8) / 10 }
}

export const percentOf = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.min(100, Math.floor((part / whole) * 100))

/** Seconds for a sentence: whole ones, at least one, never less than estimated. */
const spokenSeconds = (seconds: number): number => Math.max(1, Math.ceil(seconds))

/**
 * The recommendation in one sentence.
 * @param size says a number of bytes: `messages.say('models.size', sizeValues(bytes))`
 */
export function recommendationWords(recommendation: Recommendation, size: (bytes: number) => string): Words {
  const chosen = recommendation.candidates.find(({ id }) => id === recommendation.id)
  if (!chosen) return { key: 'models.recommend-none', values: {} }
  const values = { name: chosen.name, size: size(chosen.download) }
  if (chosen.seconds === null) return { key: 'models.recommend-unmeasured', values }
  return { key: 'models.recommend', values: { ...values, seconds: spokenSeconds(chosen.seconds) } }
}

/** Why a candidate is offered or not, in one sentence. */
export function verdictWords({ name, verdict, seconds }: Candidate): Words {
  return { key: `models.why.${verdict}`, values: { name, seconds: spokenSeconds(seconds ?? 0) } }
}

const quarter = ({ received, total }: DownloadProgress): number =>
  total === 0 ? 0 : Math.floor((received / total) * 4)

/**
 * What is said of a download: that it began, or where it goes on, and each quarter. Nothing in between, so
 * that it never gets in the way of an answer; the end is said by whoever began it, since only that one knows
 * whether it ended well (`models.progress.done` or the failure's sentence).
 * @param before the report before this one, if there was one
 */
export function progressWords(
  before: DownloadProgress | null,
  now: DownloadProgress,
  name: string,
  size: (bytes: number) => string,
): Words | null {
  if (now.phase !== 'downloading') return null
  if (before?.phase !== 'downloading') {
    const percent = percentOf(now.received, now.total)
    // It was all there: nothing goes on.
    if (percent === 100) return null
    return percent === 0
      ? { key: 'models.progress.started', values: { name, size: size(now.total) } }
      : { key: 'models.progress.resumed', values: { name, percent } }
  }
  const passed = quarter(now)
  if (passed <= quarter(before) || passed === 0 || passed >= 4) return null
  return { key: 'models.progress.part', values: { name, percent: passed * 25 } }
}
