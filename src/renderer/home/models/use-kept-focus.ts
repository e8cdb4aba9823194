import { type FocusEvent, useCallback, useLayoutEffect, useRef } from 'react'

/**
 * Where a button goes because of what it did, the focus goes to the heading of what it belonged to, or to that
 * of the view: it must not be lost.
 *
 * @returns hears where the focus is, as `onFocus` of what holds the buttons
 */
export function useKeptFocus(): (event: FocusEvent) => void {
  const last = useRef<{ readonly element: Element; readonly item: Element | null } | null>(null)
  useLayoutEffect(() => {
    const before = last.current
    if (!before || before.element.isConnected) return
    last.current = null
    const isLost = document.activeElement === null || document.activeElement === document.body
    if (!isLost) return
    const heading = before.item?.isConnected ? before.item.querySelector<HTMLElement>('h2') : null
    ;(heading ?? document.querySelector<HTMLElement>('main h1'))?.focus()
  })
  return useCallback(({ target }: FocusEvent) => {
    last.current = { element: target, item: target.closest('li') }
  }, [])
}
