import type { XProperty } from 'x11'
import type { Connection } from './connection'

/** Longest property that is read, in 4-byte units: titles and lists of a few thousand windows. */
const MAX_UNITS = 16_384
const ANY_TYPE = 0

export async function property(x: Connection, window: number, name: string): Promise<XProperty | undefined> {
  const atom = await x.atom(name)
  const found = await x.ask<XProperty>((c, done) => c.GetProperty(0, window, atom, ANY_TYPE, 0, MAX_UNITS, done))
  return found && found.type !== 0 ? found : undefined
}

/** A list of 32-bit numbers: windows, atoms, CARDINAL. Undefined when the property is not there. */
export async function numbers(x: Connection, window: number, name: string): Promise<number[] | undefined> {
  const found = await property(x, window, name)
  if (found?.format !== 32) return undefined
  return Array.from({ length: Math.floor(found.data.length / 4) }, (_, i) => found.data.readUInt32LE(i * 4))
}

export async function number(x: Connection, window: number, name: string): Promise<number | undefined> {
  return (await numbers(x, window, name))?.[0]
}

/** Text of a property: UTF8_STRING as UTF-8, everything else (STRING) as Latin-1. */
export async function text(x: Connection, window: number, name: string): Promise<string | undefined> {
  const found = await property(x, window, name)
  if (found?.format !== 8) return undefined
  return found.data.toString(found.type === (await x.atom('UTF8_STRING')) ? 'utf8' : 'latin1')
}
