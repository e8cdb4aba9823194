import { type ReactNode, useId } from 'react'

interface GroupProps {
  readonly heading: string
  readonly children: ReactNode
}

/** Settings that belong together, under a heading that names them as a group, too. */
export function Group({ heading, children }: GroupProps) {
  const id = useId()
  return (
    <section className="group" role="group" aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      {children}
    </section>
  )
}
