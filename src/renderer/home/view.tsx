import { type ReactNode, useEffect } from 'react'
import { usePage } from '../page-context'

interface ViewProps {
  readonly heading: string
  /** Before "– Descry" in the window's title; without it the title is the program's name alone. */
  readonly title?: string
  /** Id of what a reader says with the heading, when that gets the focus. */
  readonly describedBy?: string
  readonly children: ReactNode
}

/** One view: its heading, which can be given the focus, and the window's title. */
export function View({ heading, title, describedBy, children }: ViewProps) {
  const { say } = usePage()
  useEffect(() => {
    // The text view lies over another one, whose title comes back with it.
    const before = document.title
    document.title = title ? say('window.title', { view: title }) : 'Descry'
    return () => {
      document.title = before
    }
  }, [say, title])
  return (
    <div className="view">
      <h1 tabIndex={-1} aria-describedby={describedBy}>
        {heading}
      </h1>
      {children}
    </div>
  )
}
