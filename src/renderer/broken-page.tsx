import { Component, type ReactNode } from 'react'
import type { Messages } from '../shared/messages'

interface BrokenPageProps {
  readonly say: Messages['say']
  readonly children: ReactNode
}

/** What is left when a component threw: words and a way on, since an empty window says nothing. */
export class BrokenPage extends Component<BrokenPageProps, { readonly isBroken: boolean }> {
  override state = { isBroken: false }

  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true }
  }

  override render(): ReactNode {
    const { say, children } = this.props
    if (!this.state.isBroken) return children
    return (
      <main className="broken" aria-live="assertive">
        <h1>{say('window.broken')}</h1>
        <p>{say('window.broken.text')}</p>
        <button type="button" onClick={() => location.reload()}>
          {say('window.broken.reload')}
        </button>
      </main>
    )
  }
}
