import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Page } from './page'

/**
 * Draws a window's contents into its page.
 * @param beside goes on when the contents have failed
 */
export function showPage(contents: ReactNode, beside: ReactNode = null): void {
  const root = document.getElementById('root')
  if (!root) throw new Error('the page has no element with the id root')
  createRoot(root).render(
    <StrictMode>
      <Page beside={beside}>{contents}</Page>
    </StrictMode>,
  )
}
