// Everybody does the same in turn, and who begins changes, so that nobody always finds the other's heat.
import { loadavg } from 'node:os'

/**
 * @param turns functions by name, each one measurement
 * @returns by name what was measured, those to warm up left out, and the machine's load meanwhile
 */
export async function inTurn(turns, { runs, warmUps }) {
  const taken = Object.fromEntries(Object.keys(turns).map((name) => [name, []]))
  const loads = []
  for (let run = -warmUps; run < runs; run++) {
    const order = Object.entries(turns)
    for (const [name, turn] of run % 2 === 0 ? order : order.toReversed()) {
      const figures = await turn(run)
      if (run >= 0) taken[name].push(figures)
    }
    loads.push(loadavg()[0])
  }
  return { taken, load: Math.max(...loads) }
}
