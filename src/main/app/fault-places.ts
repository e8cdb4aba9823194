const KINDS: ReadonlySet<string> = new Set([
  ...['Error', 'TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'AggregateError', 'AssertionError'],
  ...['ZodError', 'AbortError', 'TimeoutError'],
])
/** Our own built files and nothing else of a stack's line: `at name (file:///…/out/main/main.js:10:5)`. */
const FRAME = /^ {4}at .*\/out\/main\/(?:[a-z-]+\/)*([A-Za-z0-9_-]+\.js):(\d+):(\d+)\)?$/

/**
 * The kind of an error and the places in our own built files that it came through, such as
 * `TypeError main.js:120:7`. SECURITY: its message is left out whole, since it may hold an answer's text
 * or a picture's name; what stands before it in the stack is taken off first, so that a message which looks
 * like a stack gives nothing away.
 */
export function faultPlaces(error: unknown): string[] {
  if (!(error instanceof Error)) return ['no-error']
  const kind = KINDS.has(error.name) ? error.name : 'Error'
  const stack = error.stack ?? ''
  const name = /^\w+/.exec(stack)?.[0] ?? ''
  const head = error.message ? `${name}: ${error.message}` : name
  // The message was changed since: where it ends in the stack is not known.
  if (!stack.startsWith(`${head}\n`)) return [kind]
  const places = stack.slice(head.length).split('\n')
  return [kind, ...places.flatMap((line) => FRAME.exec(line)?.slice(1, 4).join(':') ?? []).slice(0, 12)]
}
