/** Labels of check boxes, of radio buttons by group, and of what only looks like them. */
export const WORDS = {
  en: {
    checks: ['Remember me', 'Send me the newsletter', 'I agree to the terms of use', 'Show hidden files', 'Start with the computer', 'Play sounds', 'Include tax', 'Gift wrapping', 'Notify me by email', 'Keep me signed in', 'Use the same address for delivery', 'Save changes automatically', 'Only unread messages', 'Allow comments', 'Download over Wi-Fi only', 'Vegetarian meal'],
    radios: [['Standard delivery', 'Express delivery', 'Collect in store'], ['Once', 'Every week', 'Every month', 'Never'], ['Small', 'Medium', 'Large'], ['Pay by card', 'Bank transfer', 'Cash on delivery'], ['Light', 'Dark', 'As the system has it'], ['Yes', 'No', 'Perhaps']],
    heads: ['Preferences', 'Your order', 'Notifications', 'Checkout', 'Options'],
    others: ['Messages', 'Bluetooth', 'Battery', 'Anna Keller', 'Sales in May', 'Order received', 'Free returns', 'Settings', 'Help and support', 'Open tickets', 'Photos', 'Report.pdf', 'Group O negative', 'O Come All Ye Faithful'],
  },
  de: {
    checks: ['Angemeldet bleiben', 'Newsletter abonnieren', 'Ich stimme den Bedingungen zu', 'Versteckte Dateien zeigen', 'Mit dem Rechner starten', 'Töne abspielen', 'Mit Steuer', 'Als Geschenk verpacken', 'Per E-Mail benachrichtigen', 'Passwort merken', 'Lieferung an dieselbe Adresse', 'Änderungen gleich speichern', 'Nur ungelesene', 'Kommentare erlauben', 'Nur im WLAN laden', 'Vegetarisches Essen'],
    radios: [['Normale Lieferung', 'Eilzustellung', 'Selbst abholen'], ['Einmal', 'Jede Woche', 'Jeden Monat', 'Nie'], ['Klein', 'Mittel', 'Groß'], ['Mit Karte zahlen', 'Überweisung', 'Nachnahme'], ['Hell', 'Dunkel', 'Wie das System'], ['Ja', 'Nein', 'Vielleicht']],
    heads: ['Einstellungen', 'Ihre Bestellung', 'Mitteilungen', 'Kasse', 'Optionen'],
    others: ['Nachrichten', 'Bluetooth', 'Akku', 'Anna Keller', 'Umsatz im Mai', 'Bestellung erhalten', 'Rückgabe kostenlos', 'Einstellungen', 'Hilfe', 'Offene Vorgänge', 'Fotos', 'Bericht.pdf', 'Gruppe Null negativ', 'O du fröhliche'],
  },
}
