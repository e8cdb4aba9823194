import { ROUTE_IDS } from '../../shared/voice-routes'
import type { RouteId } from './route'

/** How long a route that went away is left alone, milliseconds. */
export const DEAD_FOR = 30_000

/**
 * The routes to try, in order: the one that the user set first, then the best; without those that
 * went away a moment ago or were tried already. Pure.
 *
 * @param present the routes that this system has
 * @param deadSince when each dead route went away, in the clock of `now`
 */
export function routeOrder(
  present: readonly RouteId[],
  override: RouteId | undefined,
  deadSince: ReadonlyMap<RouteId, number>,
  tried: ReadonlySet<RouteId>,
  now: number,
): RouteId[] {
  const usable = ROUTE_IDS.filter((id) => {
    const died = deadSince.get(id)
    return present.includes(id) && !tried.has(id) && (died === undefined || now - died >= DEAD_FOR)
  })
  if (override === undefined || !usable.includes(override)) return usable
  return [override, ...usable.filter((id) => id !== override)]
}
