import { oneLine } from './text'

/** What people call a program, from what the system calls it. */
export interface AppNames {
  /** `classes`: the system's names, the best first; `exe`: its file. Empty when nothing is known. */
  find(classes: readonly string[], exe: string | null): Promise<string>
}

const REVERSE_DNS = /^[a-z][\w-]*(\.[A-Za-z_][\w-]*){2,}$/

/** "org.gnome.TextEditor" → "Text Editor", "google-chrome" → "Google Chrome", "XTerm" stays. */
export function tidyClass(appClass: string): string {
  const last = REVERSE_DNS.test(appClass) ? (appClass.split('.').at(-1) ?? appClass) : appClass
  const spaced = last === appClass ? last : last.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
  return oneLine(spaced.replace(/[-_]+/g, ' ').replace(/(?<![\p{L}\p{N}.])\p{Ll}/gu, (letter) => letter.toUpperCase()))
}
