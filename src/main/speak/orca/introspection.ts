/** What an object says it can do: methods by interface. */
export type Methods = ReadonlyMap<string, ReadonlySet<string>>

/** No object of a screen reader describes itself at such length. */
const LONGEST = 1_000_000

/**
 * The methods in a D-Bus introspection document. Only interface and method names are looked at, so
 * whatever else another program may write there means nothing. Pure.
 */
export function methodsOf(xml: unknown): Methods {
  const methods = new Map<string, Set<string>>()
  if (typeof xml !== 'string' || xml.length > LONGEST) return methods
  let current: Set<string> | undefined
  for (const [, closing, tag, rest = ''] of xml.matchAll(/<(\/?)(interface|method)\b([^>]*)>/g)) {
    const name = /\bname\s*=\s*["']([\w.]+)["']/.exec(rest)?.[1]
    if (tag === 'interface') {
      current = undefined
      if (closing || name === undefined) continue
      current = methods.get(name) ?? new Set()
      methods.set(name, current)
    } else if (!closing && name !== undefined) {
      current?.add(name)
    }
  }
  return methods
}
