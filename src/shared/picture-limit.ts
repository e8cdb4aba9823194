/** The largest encoded picture that is read, in bytes. In a file of its own: a window needs it without the schemas. */
export const MAX_ENCODED_BYTES = 256 * 1024 * 1024
