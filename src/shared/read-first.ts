/** What is read first in a profile's window. Apart from the schema, which would cost every window its loading. */
export const READ_FIRST = ['description', 'text'] as const
