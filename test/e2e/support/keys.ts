/** The keys of Linux's prefix, by xdotool's names. */
const PREFIX = 'ctrl+alt+shift'

/** A command's direct key, by its letter. */
export const direct = (letter: string): string => `${PREFIX}+${letter.toLowerCase()}`

/** The key that takes a picture and opens the menu. */
export const LAYER = `${PREFIX}+F9`
