/**
 * What belongs to a model folder (docs/models.md), by path: settings and words at the top, graphs and their
 * weights under `onnx`. Nothing of it is ever run as a program.
 */
const BELONGS: readonly RegExp[] = [
  /^[^/]+\.(?:json|jinja|txt|md)$/i,
  /^(?:LICEN[CS]E|NOTICE)$/i,
  /^onnx\/[^/]+\.onnx(?:[._]data(?:_\d+)?)?$/i,
  /^onnx\/[^/]+\.(?:data|json)$/i,
]

export const belongsToModel = (path: string): boolean => BELONGS.some((pattern) => pattern.test(path))

/** Files without which a folder is no model at all; what else a format needs, the engine says. */
export const hasModelLayout = (paths: readonly string[]): boolean =>
  ['config.json', 'tokenizer.json'].every((path) => paths.includes(path)) &&
  paths.some((path) => /^onnx\/[^/]+\.onnx$/.test(path))
