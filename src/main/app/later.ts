/** Does something so many milliseconds later. @returns what calls it off */
export type Later = (run: () => void, milliseconds: number) => () => void

export const later: Later = (run, milliseconds) => {
  const timer = setTimeout(run, milliseconds)
  return () => clearTimeout(timer)
}
