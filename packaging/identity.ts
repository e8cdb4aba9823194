/** Who Descry is to operating systems; `desktopName` in package.json must say the same. */
export const APP_ID = 'org.descry.Descry'

/** Name of the installed .desktop file. GNOME's portals refuse to bind keys for any other. */
export const DESKTOP_NAME = `${APP_ID}.desktop`

/** Whom a package manager names. `.invalid` is never anybody's: set both at the first release. */
export const MAINTAINER = 'The Descry developers <developers@descry.invalid>'
export const HOMEPAGE = 'https://descry.invalid/'
