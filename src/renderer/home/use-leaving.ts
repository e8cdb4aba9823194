import { type RefObject, useEffect } from 'react'

/** Milliseconds in which also a busy Orca has heard of the new focus. */
const LINGER = 1500

/**
 * Views that go stay for a moment, unseen, after React has let them go. Orca (43, and the web script of later ones)
 * says nothing of a new focus when what had it before is already gone by the time that it looks: it takes the new
 * place up with "Notify: False", and each change of views was silence.
 *
 * @param main what views that lie over others are children of
 * @param base what the others are children of
 */
export function useLeaving(isWanted: boolean, main: RefObject<HTMLElement | null>, base: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (!isWanted) return
    const ends = [main.current, base.current].flatMap((parent) => (parent ? [keepLeaving(parent)] : []))
    return () => ends.forEach((end) => end())
  }, [isWanted, main, base])
}

/** @returns what lets them go at once again */
function keepLeaving(parent: HTMLElement): () => void {
  let leaving: HTMLElement | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const end = (): void => {
    clearTimeout(timer)
    leaving?.remove()
    leaving = null
  }
  // React takes a view out by this; what is not taken out keeps its place in the accessibility tree.
  const removeChild = parent.removeChild.bind(parent)
  parent.removeChild = <T extends Node>(child: T): T => {
    end()
    if (!(child instanceof HTMLElement)) return removeChild(child)
    child.classList.add('visually-hidden', 'leaving')
    leaving = child
    timer = setTimeout(end, LINGER)
    return child
  }
  return () => {
    end()
    parent.removeChild = removeChild
  }
}
