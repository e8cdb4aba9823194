import { type ReactNode, useLayoutEffect, useMemo } from 'react'
import { I18nProvider } from 'react-aria-components'
import { createMessages } from '../shared/messages'
import { BrokenPage } from './broken-page'
import { PageContext } from './page-context'
import { useAppState } from './use-app-state'

/** What every window has: the state, its language and its theme. Empty until main told the state. */
export function Page({ children, beside }: { readonly children: ReactNode; readonly beside: ReactNode }) {
  const state = useAppState()
  const locale = state?.locale ?? 'en'
  const theme = state?.settings.theme ?? 'system'
  const messages = useMemo(() => createMessages(locale), [locale])

  useLayoutEffect(() => {
    document.documentElement.lang = locale
    document.documentElement.dataset['theme'] = theme
  }, [locale, theme])

  const contents = useMemo(
    () => (state ? { state, say: messages.say.bind(messages) } : null),
    [state, messages],
  )
  if (!contents) return null
  return (
    <I18nProvider locale={locale}>
      <PageContext value={contents}>
        <BrokenPage say={contents.say}>{children}</BrokenPage>
        {beside}
      </PageContext>
    </I18nProvider>
  )
}
