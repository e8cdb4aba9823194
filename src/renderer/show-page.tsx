import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Page } from './page'

/** Draws a window's contents into its page. */
export function showPage(contents: ReactNode): void {
  const root = document.getElementById('root')
  if (!root) throw new Error('the page has no element with the id root')
  createRoot(root).render(
    <StrictMode>
      <Page>{contents}</Page>
    </StrictMode>,
  )
}
