/** Elements whose words stand apart from what comes before: a voice makes a pause there. */
const APART = /^(?:address|article|caption|dd|div|dt|figcaption|h[1-6]|label|legend|li|p|section|td|th|tr)$/

const PAUSED = /[.!?:;,…]["”’]?$/u
const ENDED = /[.!?:…]["”’]?$/u

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

/** Texts that stand for themselves, each with its own end. */
export function joinSentences(texts: readonly string[]): string {
  return texts
    .filter(Boolean)
    .reduce((all, text) => (all === '' ? text : `${all}${ENDED.test(all) ? '' : '.'} ${text}`), '')
}

/** Two texts, one after the other, with a sign between them at which a voice pauses. */
export function joinWords(before: string, after: string): string {
  if (before === '' || after === '') return before + after
  return PAUSED.test(before) ? `${before} ${after}` : `${before}, ${after}`
}
