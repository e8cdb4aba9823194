/** Characters of the first piece, so that speech begins soon, and of the others, made while it sounds. */
const FIRST = 100
const LONGEST = 300
/** Where speech pauses anyway. */
const PAUSE = /[,;:.!?](?= )/g

/**
 * A text in pieces that are made into sound one after the other, cut at the last pause or space that
 * fits. Pure; nothing but spaces is lost between the pieces.
 */
export function pieces(text: string): string[] {
  const found: string[] = []
  let rest = text
  for (let most = FIRST; rest.length > most; most = LONGEST) {
    const head = rest.slice(0, most)
    const pause = [...head.matchAll(PAUSE)].at(-1)
    const space = head.lastIndexOf(' ')
    const cut = pause && pause.index > most / 3 ? pause.index + 1 : space > 0 ? space : most
    found.push(rest.slice(0, cut))
    rest = rest.slice(cut).trimStart()
  }
  if (rest !== '') found.push(rest)
  return found
}
