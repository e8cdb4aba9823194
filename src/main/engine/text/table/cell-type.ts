/** A number with its currency, unit or sign: "1.234,50 €", "-3 %", "$12.00", "12:30", "2024-05-01". */
const NUMBER = /^[-–+(]?\s?[$€£¥]?\s?\d[\d.,:/\s–-]*\s?(?:%|€|£|\$|¥|[A-Za-zµ°²³]{1,3}\.?)?\)?$/u
const YEAR = /^(?:19|20)\d\d$/

export const isNumeric = (text: string): boolean => NUMBER.test(text)
export const isYear = (text: string): boolean => YEAR.test(text)
export const hasDigits = (text: string): boolean => /\d/.test(text)

/** Part of the texts that a test is true of; 0 of none. */
export function share(texts: readonly string[], test: (text: string) => boolean): number {
  return texts.length === 0 ? 0 : texts.filter(test).length / texts.length
}
