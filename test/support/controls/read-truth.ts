import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FIXTURES = new URL('fixtures/', import.meta.url)

/** A picture of a form, with its check boxes and radio buttons as the page itself had them. */
export interface TruthForm {
  readonly file: string
  /** How they are drawn: by the browser, or by a style sheet. */
  readonly look: string
  readonly half: 'tune' | 'held'
  readonly controls: readonly { readonly type: 'checkbox' | 'radio'; readonly label: string; readonly checked: boolean }[]
}

export function truthForms(): readonly TruthForm[] {
  const { pictures } = JSON.parse(readFileSync(new URL('truth.json', FIXTURES), 'utf8')) as { pictures: TruthForm[] }
  return pictures
}

/** Path of a committed picture. */
export const formPath = (file: string): string => fileURLToPath(new URL(file, FIXTURES))
