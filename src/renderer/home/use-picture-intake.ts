import { useEffect, useEffectEvent, useState } from 'react'
import type { Actions } from './use-actions'

function pictureIn(data: DataTransfer | null): File | undefined {
  return [...(data?.files ?? [])].find((file) => file.type.startsWith('image/'))
}

function isEditable(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input:not([type=checkbox], [type=radio], [type=range]), textarea:not([aria-readonly=true])')
}

/**
 * Takes pictures that are pasted or dropped anywhere in the window.
 * @returns whether something is being dragged over it
 */
export function usePictureIntake({ give, run }: Actions): boolean {
  const [dragging, setDragging] = useState(false)

  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    const picture = pictureIn(event.clipboardData)
    if (picture) give(picture)
    // Main says that there is no picture, as it does for the key.
    else if (!isEditable(event.target)) run('describe-clipboard')
    else return
    event.preventDefault()
  })
  const onDrag = useEffectEvent((event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return
    // Else Chromium would open the file in place of this page.
    event.preventDefault()
    setDragging(event.type === 'dragover')
    if (event.type !== 'drop') return
    const file = pictureIn(event.dataTransfer) ?? event.dataTransfer.files[0]
    if (file) give(file)
  })

  useEffect(() => {
    const stop = new AbortController()
    const { signal } = stop
    document.addEventListener('paste', (event) => onPaste(event), { signal })
    for (const type of ['dragover', 'dragleave', 'drop'] as const) {
      document.addEventListener(type, (event) => onDrag(event), { signal })
    }
    return () => stop.abort()
  }, [])
  return dragging
}
