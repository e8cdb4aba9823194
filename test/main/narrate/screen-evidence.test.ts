import { expect, test } from 'vitest'
import { bearsOut } from '../../../src/main/narrate/screen-evidence'

const lines = (text: string) => text.split('\n').map((line) => ({ text: line }))
const CODE = lines('import { a } from "b";\nconst x = 1;\nfunction f() {\n  return x;\n}')
const LETTER = lines('Dear Ms Haddad\nThank you for your letter of last week\nWe will write again soon\nKind regards\nThe library')
const GERMAN_SIGN_IN = lines('Bei Ihrem Konto anmelden\nE-Mail-Adresse\nKennwort\nAngemeldet bleiben\nAnmelden')

test.each([
  ['A code editor.', CODE, true],
  ['A code editor.', LETTER, false],
  ['A sign-in form.', GERMAN_SIGN_IN, true],
  ['A sign-in form.', CODE, false],
  ['A calendar.', LETTER, false],
  ['A web page.', LETTER, true],
  // Hardly any text, or a kind that is not in the table: nothing speaks against it.
  ['A code editor.', lines('OK'), true],
  ['A cockpit.', LETTER, true],
])('%s over its text', (kind, text, said) => {
  expect(bearsOut(kind, text)).toBe(said)
})
