import { createContext, use } from 'react'
import type { AppState } from '../shared/app-state'
import type { Messages } from '../shared/messages'

interface PageContents {
  readonly state: AppState
  /** One of the messages, in the window's language. */
  readonly say: Messages['say']
}

export const PageContext = createContext<PageContents | null>(null)

export function usePage(): PageContents {
  const contents = use(PageContext)
  if (!contents) throw new Error('usePage is for components inside of Page')
  return contents
}
