/** Elements whose words stand apart from what comes before: a voice makes a pause there. */
const APART = /^(?:address|article|caption|dd|div|dt|figcaption|h[1-6]|label|legend|li|p|section|td|th|tr)$/

const isShown = (element: Element): boolean =>
  element.getAttribute('aria-hidden') !== 'true' && element.checkVisibility({ visibilityProperty: true })

/** The words of an element as they are heard: without what is hidden, with a pause where a block or cell ends. */
export function plainText(element: Element): string {
  if (!isShown(element)) return ''
  const parts = [...element.childNodes].map((node) => {
    if (node instanceof Text) return node.data
    if (!(node instanceof Element)) return ''
    if (node instanceof HTMLImageElement) return ` ${node.alt} `
    const words = plainText(node)
    return APART.test(node.localName) && words !== '' ? `\n${words}\n` : words
  })
  return parts
    .join('')
    .split('\n')
    .map((part) => part.replaceAll(/\s+/g, ' ').trim())
    .filter(Boolean)
    .reduce((text, part) => (text === '' ? part : joinWords(text, part)), '')
}

/** Two texts, one after the other, with a sign between them at which a voice pauses. */
export function joinWords(before: string, after: string): string {
  if (before === '' || after === '') return before + after
  return /[.!?:;,…]["”’]?$/u.test(before) ? `${before} ${after}` : `${before}, ${after}`
}
