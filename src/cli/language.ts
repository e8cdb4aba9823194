import { chooseLocale, type Locale } from '../shared/messages'

/**
 * The language to answer in, as gettext chooses: LANGUAGE is a list of wishes, asked unless the locale
 * is "C"; the locale itself is the first of LC_ALL, LC_MESSAGES and LANG that is set.
 */
export function languageOf(env: Readonly<Record<string, string | undefined>>, asked?: Locale): Locale {
  if (asked) return asked
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG
  if (locale === 'C' || locale === 'POSIX') return 'en'
  return chooseLocale([env.LANGUAGE, locale])
}
