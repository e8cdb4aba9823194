import type { Connection } from './connection'

/** The row of Control in the table of modifiers: Shift, Lock, Control, Mod1 to Mod5 (X11 protocol, GetModifierMapping). */
const CONTROL = 2

const codes = new WeakMap<Connection, Promise<readonly number[]>>()

/** Key codes of the Control keys; asked once a connection. */
function controlCodes(x: Connection): Promise<readonly number[]> {
  let known = codes.get(x)
  if (!known) {
    known = x
      .ask<readonly number[][]>((client, done) => client.GetModifierMapping(done))
      .then((rows) => (rows?.[CONTROL] ?? []).filter((code) => code > 0))
    codes.set(x, known)
  }
  return known
}

/** Whether a Control key is held down, whichever window has the focus: no key is taken from anybody for it. */
export async function isControlDown(x: Connection): Promise<boolean> {
  const wanted = await controlCodes(x)
  // One bit a key code.
  const held = await x.ask<Buffer>((client, done) => client.QueryKeymap(done))
  return wanted.some((code) => ((held?.[code >> 3] ?? 0) & (1 << (code & 7))) !== 0)
}
