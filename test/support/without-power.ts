/** Root may write anywhere, so where that is who tests, somebody else does this. */
export async function withoutPower<T>(act: () => Promise<T>): Promise<T> {
  const root = process.geteuid?.() === 0
  if (root) process.seteuid?.('nobody')
  try {
    return await act()
  } finally {
    if (root) process.seteuid?.(0)
  }
}
