import { expect, test } from 'vitest'
import { textLanguage } from '../../../src/main/narrate/text-language'

test.each([
  ['Bei Ihrem Konto anmelden. Kennwort vergessen? Noch kein Konto?', 'de'],
  ['Sign in to your account. The password is not right.', 'en'],
  ['Votre mot de passe est dans la boîte. Vous avez une question pour le service?', 'fr'],
  ['Größe wählen, Löschen, Schließen', 'de'],
  ['OK', 'xx'],
  ['1.299,50 €', 'xx'],
  ['src/main/index.ts const let var', 'xx'],
])('%s', (text, lang) => {
  expect(textLanguage(text, 'xx')).toBe(lang)
})
