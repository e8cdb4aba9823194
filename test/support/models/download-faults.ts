import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { ModelStore } from '../../../src/main/models/model-store'
import { ENTRY, GRAPH, MODEL_FILES } from './a-store'
import { markOf, type Misbehaviour, type PublisherServer } from './publisher-server'

/** What the tests of a download's faults have in common: the faults are of the model's graph. */

export const GRAPH_BYTES = MODEL_FILES[GRAPH]!
export const HALF = GRAPH_BYTES.length / 2

/** Does something else with requests for the graph, the first so many times. */
export function onGraph(times: number, how: Misbehaviour): Misbehaviour {
  let left = times
  return (request, response, serve) => {
    if (!request.url?.endsWith(GRAPH) || left === 0) return false
    left -= 1
    return how(request, response, serve)
  }
}

/** Half of the graph, then silence. */
export const half: Misbehaviour = (_request, response) => {
  response.writeHead(200, { etag: markOf(GRAPH_BYTES), 'content-length': GRAPH_BYTES.length })
  response.write(GRAPH_BYTES.subarray(0, HALF))
  return true
}

export const partOf = (folder: string): string => join(folder, '.partial', ENTRY.id, 'parts', ...GRAPH.split('/'))

export const graphRequests = ({ asked }: PublisherServer) => asked.filter(({ path }) => path === GRAPH)

export const statesOf = async (store: ModelStore) =>
  (await store.list()).filter(({ id }) => id === ENTRY.id).map(({ state }) => state)

/** The model as the publisher has it, and nothing left over. */
export async function expectInstalled({ files }: PublisherServer, folder: string): Promise<void> {
  for (const [path, bytes] of files) {
    expect((await readFile(join(folder, ENTRY.id, path))).equals(bytes), path).toBe(true)
  }
  expect(existsSync(join(folder, '.partial', ENTRY.id))).toBe(false)
}
