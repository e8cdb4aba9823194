import { type ReactNode, useEffect } from 'react'
import { usePage } from '../page-context'

interface ViewProps {
  readonly heading: string
  /** Before "– Descry" in the window's title; without it the title is the program's name alone. */
  readonly title?: string
  readonly children: ReactNode
}

/** One view: its heading, which can be given the focus, and the window's title. */
export function View({ heading, title, children }: ViewProps) {
  const { say } = usePage()
  useEffect(() => {
    document.title = title ? say('window.title', { view: title }) : 'Descry'
  }, [say, title])
  return (
    <div className="view">
      <h1 tabIndex={-1}>{heading}</h1>
      {children}
    </div>
  )
}
