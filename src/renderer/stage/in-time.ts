/** @returns undefined when it takes longer, milliseconds */
export async function inTime<T>(work: Promise<T>, longest: number): Promise<T | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>()
  const timer = setTimeout(resolve, longest, undefined)
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
