/**
 * JAWS's script language as far as RunFunction takes it: a function's name and quoted strings. What a
 * backslash does inside of one is not documented, so it can be told.
 */
export type Backslash = 'plain' | 'escapes' | 'escapes-quotes'

export interface ScriptCall {
  readonly name: string
  readonly args: readonly string[]
}

/** Every call in a text that `RunFunction` was given; undefined where it is not a script. */
export function parseScript(script: string, backslash: Backslash): readonly ScriptCall[] | undefined {
  const calls: ScriptCall[] = []
  let at = 0
  const skip = (): void => {
    while (/[\s,;]/.test(script[at] ?? '')) at += 1
  }
  const quoted = (): string | undefined => {
    let text = ''
    for (at += 1; at < script.length; at += 1) {
      const sign = script.charAt(at)
      const next = script.charAt(at + 1)
      const escapes = backslash === 'escapes' || (backslash === 'escapes-quotes' && next === '"')
      if (sign === '"') {
        at += 1
        return text
      }
      if (sign === '\\' && escapes) at += 1
      text += script.charAt(at)
    }
    return undefined
  }
  for (skip(); at < script.length; skip()) {
    const name = /^\w+/.exec(script.slice(at))?.[0]
    if (name === undefined) return undefined
    at += name.length
    const args: string[] = []
    if (script[at] === '(') {
      for (at += 1, skip(); script[at] !== ')'; skip()) {
        const text = script[at] === '"' ? quoted() : undefined
        if (text === undefined) return undefined
        args.push(text)
      }
      at += 1
    }
    calls.push({ name, args })
  }
  return calls
}

/**
 * A text after Windows wrote it in a code page that lacks some of its signs: the nearest sign that it has
 * (WideCharToMultiByte without WC_NO_BEST_FIT_CHARS; those that become a quotation mark or a backslash in
 * any code page, from Unicode's bestfit*.txt).
 */
export function bestFit(text: string): string {
  return text
    .replace(/\u030E|[\u02BA\u201C-\u201F\u2033\u2036\u275D\u275E\u301D-\u301F\uFF02]/gu, '"')
    .replace(/[\u2216\u29F5\u29F9\uFE68\uFF3C]/gu, '\\')
}
