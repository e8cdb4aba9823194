import { PRECISIONS, type Device, type Precision } from '../../../shared/devices'
import { PRECISION_ORDER } from '../runtime/precision-order'
import { SUFFIXES, type ModelFolder } from './model-folder'

const HALF: ReadonlySet<Precision> = new Set(['fp16', 'q4f16'])
/** Graphs that see all of a picture at once, by their names in the exports. */
const ENCODER = /vision|encoder/

interface GraphFile {
  readonly graph: string
  readonly precision: Precision
  readonly file: string
}

/** The longest suffix first: `_q4` is not the end of `_q4f16`, and every name ends with none. */
const LONGEST_FIRST = [...PRECISIONS].sort((one, other) => SUFFIXES[other].length - SUFFIXES[one].length)

function readName(file: string): GraphFile | null {
  if (!file.endsWith('.onnx')) return null
  const stem = file.slice(0, -'.onnx'.length)
  const precision = LONGEST_FIRST.find((known) => stem.endsWith(SUFFIXES[known])) ?? 'fp32'
  return { graph: stem.slice(0, stem.length - SUFFIXES[precision].length), precision, file }
}

/** The files of each graph, by its name. */
function byGraph(files: readonly string[]): ReadonlyMap<string, readonly GraphFile[]> {
  return Map.groupBy(files.flatMap((file) => readName(file) ?? []), ({ graph }) => graph)
}

function keep(model: ModelFolder, choose: (files: readonly GraphFile[], graph: string) => readonly GraphFile[]): ModelFolder {
  const kept = [...byGraph(model.graphFiles)].flatMap(([graph, files]) => choose(files, graph))
  return { ...model, graphFiles: kept.map(({ file }) => file) }
}

/** The folder without its files in half floats, where a graph has others. */
export function withoutHalf(model: ModelFolder): ModelFolder {
  return keep(model, (files) => {
    const whole = files.filter(({ precision }) => !HALF.has(precision))
    return whole.length > 0 ? whole : files
  })
}

/** The folder with one file a graph, that which is best on a device; another device then computes the same. */
export function filesOf(model: ModelFolder, device: Device): ModelFolder {
  return keep(model, (files, graph) => {
    const order = PRECISION_ORDER[device][ENCODER.test(graph) ? 'encoder' : 'decoder']
    const [best] = [...files].sort((one, other) => order.indexOf(one.precision) - order.indexOf(other.precision))
    return best ? [best] : []
  })
}
