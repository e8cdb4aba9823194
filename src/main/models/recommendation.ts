import type { BoxModel, CatalogueEntry } from '../../shared/model-catalogue'
import type { Candidate, Recommendation } from '../../shared/model-entry'
import { descriptionSeconds, type Measured } from './speed-estimate'

/** What was measured on this machine, as far as anything was. */
export interface MachineFacts {
  /** Seconds from a picture to the first token with the model in use; null before the first answer. */
  readonly firstTokenSeconds: number | null
  /** Tokens a second of the same. */
  readonly tokensPerSecond: number | null
  /** Id of the model that these were measured with. */
  readonly modelInUse: string
  /** Bytes. */
  readonly freeMemory: number
  readonly totalMemory: number
  readonly freeDisk: number
  /** The user's languages, BCP 47, most wanted first. */
  readonly languages: readonly string[]
}

/** Seconds for a description that nobody minds, and those that nobody waits for. */
const COMFORTABLE = 5
const SLOW = 15
/** A model may take this part of all memory: the user has other programs, too. */
const SHARE = 0.5

type Model = BoxModel | CatalogueEntry

function measuredWith(known: readonly Model[], facts: MachineFacts): Measured | null {
  const model = known.find(({ id }) => id === facts.modelInUse)
  const { firstTokenSeconds, tokensPerSecond } = facts
  if (!model || firstTokenSeconds === null || tokensPerSecond === null || tokensPerSecond <= 0) return null
  const { gigaflops, millionParameters } = model
  return { gigaflops, millionParameters, firstTokenSeconds, secondsPerToken: 1 / tokensPerSecond }
}

function judge(
  model: CatalogueEntry,
  facts: MachineFacts,
  seconds: number | null,
  installed: boolean,
  reserve: number,
): Candidate['verdict'] {
  if (installed) return 'installed'
  if (model.memory > Math.min(facts.freeMemory, facts.totalMemory * SHARE)) return 'memory'
  if (model.downloadSize + reserve > facts.freeDisk) return 'disk'
  if (seconds !== null && seconds > SLOW) return 'slow'
  // Nobody is talked into a licence.
  return model.licence.needsConsent ? 'consent' : 'fits'
}

const primary = (language: string): string => language.split('-')[0]?.toLowerCase() ?? ''

const speaks = (model: Model, languages: readonly string[]): boolean =>
  model.languages.some((known) => primary(known) === primary(languages[0] ?? 'en'))

/**
 * Which model of the catalogue to offer on this machine: of those that fit, one that speaks the user's
 * language before one that does not, then the largest that is comfortable. Nothing that is smaller than what
 * is installed is offered, unless it speaks the language and that one does not.
 * @param installed ids of the models that are there
 * @param reserve bytes that must stay free on the disk
 */
export function recommend(
  box: readonly BoxModel[],
  models: readonly CatalogueEntry[],
  installed: readonly string[],
  facts: MachineFacts,
  reserve: number,
): Recommendation {
  const measured = measuredWith([...box, ...models], facts)
  const judged = models.map((model) => {
    const seconds = measured && descriptionSeconds(model, measured)
    return { model, seconds, verdict: judge(model, facts, seconds, installed.includes(model.id), reserve) }
  })
  const better = (a: Model, b: Model): number =>
    Number(speaks(b, facts.languages)) - Number(speaks(a, facts.languages)) ||
    b.millionParameters - a.millionParameters
  const there = [...box, ...models].filter(({ id }) => installed.includes(id)).sort(better)[0]
  const fitting = judged.filter(({ verdict }) => verdict === 'fits')
  const comfortable = fitting.filter(({ seconds }) => seconds === null || seconds <= COMFORTABLE)
  // Before anything was measured the smallest download is the one that cannot disappoint much.
  const order =
    measured === null
      ? [...fitting].sort((a, b) => a.model.downloadSize - b.model.downloadSize)
      : comfortable.length > 0
        ? [...comfortable].sort((a, b) => better(a.model, b.model))
        : [...fitting].sort((a, b) => (a.seconds ?? 0) - (b.seconds ?? 0))
  const chosen = order.find(({ model }) => !there || better(model, there) < 0)
  return {
    id: chosen?.model.id ?? null,
    candidates: judged.map(({ model, seconds, verdict }) => ({
      id: model.id,
      name: model.name,
      verdict,
      seconds,
      download: model.downloadSize,
    })),
  }
}
