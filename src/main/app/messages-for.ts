import { chooseLocale, createMessages, type Locale, type Messages } from '../../shared/messages'
import type { Settings } from '../../shared/settings'

/** What the system says of the user's languages: the environment's variables first, then its list. */
export interface SystemLanguages {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly preferred: readonly string[]
}

const compiled = new Map<Locale, Messages>()

/** The messages in the language that the user set, or the system's. */
export function messagesFor({ locale }: Pick<Settings, 'locale'>, { env, preferred }: SystemLanguages): Messages {
  const wanted = [env['LANGUAGE'], env['LC_ALL'], env['LC_MESSAGES'], env['LANG'], ...preferred]
  const chosen = locale === 'system' ? chooseLocale(wanted) : locale
  const known = compiled.get(chosen) ?? createMessages(chosen)
  compiled.set(chosen, known)
  return known
}
