/**
 * The user's languages from the environment, most wanted first, as BCP 47: LANGUAGE's list (unless the locale
 * is C), then LC_ALL, LC_MESSAGES or LANG.
 */
export function systemLanguages(env: NodeJS.ProcessEnv): string[] {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || ''
  const plain = /^(C|POSIX)?(\.|@|$)/.test(locale)
  const list = plain ? [] : [...(env['LANGUAGE'] ?? '').split(':'), locale]
  const tags = list.map((entry) => entry.replace(/[.@].*$/, '').replace('_', '-')).filter((tag) => /^[A-Za-z]{2,3}(-|$)/.test(tag))
  return [...new Set(tags.length ? tags : ['en-US'])]
}
