/** Signs that English has words for, or another sign. */
const SIGNS: Readonly<Record<string, string>> = {
  '€': ' euros ',
  '£': ' pounds ',
  '¥': ' yen ',
  '°': ' degrees ',
  '×': ' times ',
  '©': ' copyright ',
  '™': ' trademark ',
  '•': ', ',
  '–': ' - ',
  '—': ', ',
  '…': '. ',
  '“': '"',
  '”': '"',
  '„': '"',
  '‘': "'",
  '’': "'",
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  ł: 'l',
}

/**
 * Text as Flite can read it: it knows ASCII only. Accents are taken off letters, known signs become
 * words, and what is left (other scripts, pictures) cannot be spoken by an English voice. Pure.
 */
export function fliteText(text: string): string {
  return text
    .replace(/[^\p{ASCII}]/gu, (sign) => SIGNS[sign] ?? SIGNS[sign.toLowerCase()] ?? sign)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\u0020-\u007E]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
}
