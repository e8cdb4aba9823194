import type { Words } from '../route'

/** Numbers of AtspiRole (at-spi2-core, atspi/atspi-constants.h). */
const ROLE = { frame: 23, label: 29, 'status bar': 54, application: 75, notification: 101 } as const
export type Role = keyof typeof ROLE

export const roleNumber = (role: Role): number => ROLE[role]

export interface Accessible {
  readonly path: string
  readonly role: Role
  readonly name: string
  /** BCP 47; empty where nothing is to be read. */
  readonly lang: string
  /** The path of what holds it; undefined for the application, which the desktop holds. */
  readonly parent: string | undefined
  readonly children: readonly string[]
}

const BASE = '/org/a11y/atspi/accessible'
export const ROOT = `${BASE}/root`
const FRAME = `${BASE}/frame`
const BAR = `${BASE}/bar`

/** Messages that a reader may still come back for: it asks for the words after it heard of them. */
const KEPT = 8

interface Shown {
  readonly number: number
  readonly words: Words
}

/**
 * What Descry shows to readers: an application with a frame that is never active, in it a status bar,
 * in that a notification for each message with its words in a label.
 *
 * Orca 43 and 44 speak a notification's labels and put them on the braille display; 43 leaves out the
 * word "notification" before it where the notification is part of a status bar.
 */
export class Tree {
  readonly #applicationName: string
  #shown: readonly Shown[] = []
  #last = 0

  constructor(applicationName: string) {
    this.#applicationName = applicationName
  }

  /** Adds a notification and gives its path; each message is a new object, so nothing of it is cached. */
  show(words: Words): string {
    const number = ++this.#last
    this.#shown = [...this.#shown, { number, words }].slice(-KEPT)
    return notificationPath(number)
  }

  /** Whoever asks for it now is told that there is no such object. */
  remove(path: string): void {
    this.#shown = this.#shown.filter(({ number }) => notificationPath(number) !== path)
  }

  clear(): void {
    this.#shown = []
  }

  at(path: string): Accessible | undefined {
    const fixed = { name: this.#applicationName, lang: '' }
    if (path === ROOT) {
      return { ...fixed, path, role: 'application', parent: undefined, children: [FRAME] }
    }
    if (path === FRAME) return { ...fixed, path, role: 'frame', parent: ROOT, children: [BAR] }
    if (path === BAR) {
      const children = this.#shown.map(({ number }) => notificationPath(number))
      return { path, role: 'status bar', name: '', lang: '', parent: FRAME, children }
    }
    for (const { number, words } of this.#shown) {
      const notification = notificationPath(number)
      const label = labelOf(notification)
      const { text, lang } = words
      if (path === notification) {
        return { path, role: 'notification', name: '', lang, parent: BAR, children: [label] }
      }
      if (path === label) return { path, role: 'label', name: text, lang, parent: notification, children: [] }
    }
    return undefined
  }
}

/** The label that holds a notification's words. */
export const labelOf = (notification: string): string => `${notification}/text`

const notificationPath = (number: number): string => `${BASE}/message${number}`
