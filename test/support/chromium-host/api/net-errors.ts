/** Chromium's net/base/net_error_list.h, as far as a page of the app's own can meet it. */
const CODES: Readonly<Record<string, number>> = {
  ERR_ABORTED: -3,
  ERR_FAILED: -2,
  ERR_FILE_NOT_FOUND: -6,
  ERR_BLOCKED_BY_CLIENT: -20,
  ERR_CONNECTION_REFUSED: -102,
  ERR_INVALID_URL: -300,
  ERR_UNKNOWN_URL_SCHEME: -302,
  ERR_EMPTY_RESPONSE: -324,
}

/** Chromium's error text with its number. */
export function netError(text: string): { readonly name: string; readonly code: number } {
  const name = /ERR_[A-Z_]+/.exec(text)?.[0] ?? 'ERR_FAILED'
  return { name, code: CODES[name] ?? -2 }
}
