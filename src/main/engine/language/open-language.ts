import type { Result } from '../../../shared/codes'
import type { Device } from '../../../shared/devices'
import { addsExactly } from '../runtime/adds-exactly'
import { copyPath, noteVerdict, verdictOn } from '../runtime/changed-copy'
import { languagePatch, LEVERS, NO_LEVERS, type Levers } from '../runtime/levers'
import { changedModel, openGraph, type Graph } from '../runtime/session'
import { saysTheSame } from './says-the-same'

export interface LanguageOptions {
  readonly threads: number
  readonly device: Device
  readonly cacheFolder?: string | undefined
  readonly levers?: Levers | undefined
}

/**
 * Opens a decoder's graph with the levers that it and the device bear. Fused layers are used where the
 * changed graph was seen to say the same as the unchanged one: looked at once where copies are kept, else
 * every time.
 *
 * @param embed the model's `embed_tokens`
 */
export async function openLanguage(file: string, embed: Graph, options: LanguageOptions): Promise<Result<{ graph: Graph }>> {
  const { threads, device, cacheFolder } = options
  const levers = await bearable(options.levers ?? LEVERS)
  const common = { threads, device, cacheFolder, spinning: levers.spinning }
  const optimisation = levers.fused ? 'all' : 'basic'
  const open = (plain: Levers) => openGraph(file, { ...common, patch: languagePatch(plain), optimisation })
  // A graphics card has memory of its own; what spares copies there is another thing.
  if (device !== 'cpu') return openGraph(file, { ...common, spinning: 0, patch: languagePatch(NO_LEVERS) })
  const plain = { ...levers, layers: false }
  if (!levers.layers) return open(plain)

  const patch = languagePatch(levers, 'layers')
  const copy = cacheFolder === undefined ? null : await copyPath(file, patch.name, cacheFolder)
  const verdict = copy && (await verdictOn(copy))
  const model = verdict === 'unfit' ? null : await changedModel(file, { patch, cacheFolder }).catch(() => null)
  if (!model) return open(plain)
  // A copy that takes the process down with it is not used at the next start.
  if (copy && verdict === null) await noteVerdict(copy, 'unfit')
  const fused = await openGraph(file, { ...common, model, optimisation: 'all' })
  if (verdict === 'fit' && fused.ok) return fused
  // Only looked at: a copy of it would take the place of the other one.
  const unchanged = await openGraph(file, { ...common, cacheFolder: undefined, patch: languagePatch(plain), optimisation })
  if (!unchanged.ok) return unchanged
  if (fused.ok && (await saysTheSame(embed, fused.graph, unchanged.graph))) {
    await unchanged.graph.session.release()
    if (copy) await noteVerdict(copy, 'fit')
    return fused
  }
  if (fused.ok) await fused.graph.session.release()
  return unchanged
}

/** The levers without those that this processor does not bear. */
async function bearable(levers: Levers): Promise<Levers> {
  return levers.signed && !(await addsExactly()) ? { ...levers, signed: false } : levers
}
