/** The scheme of Descry's pages; a custom one, so that no page of it can come from a network. */
export const SCHEME = 'app'
export const HOST = 'descry'
/** The one origin that a page of Descry has, as Chromium writes the origin of a standard scheme. */
export const ORIGIN = `${SCHEME}://${HOST}`
