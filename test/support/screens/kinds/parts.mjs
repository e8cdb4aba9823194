/** Text as HTML. */
export const esc = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** One element: `el('p', 'note', text)`; the text is escaped. */
export const el = (tag, classes, text) => `<${tag} class="${classes}">${esc(text)}</${tag}>`

/** A column or paragraph of its own: the truth numbers its lines as one block. */
export const block = (classes, inner) => `<div class="${classes}" data-block>${inner}</div>`

/** A price as the language writes it. */
export function price(words, cents, currency) {
  const whole = Math.floor(cents / 100)
  const rest = String(cents % 100).padStart(2, '0')
  const grouped = (mark) => String(whole).replace(/\B(?=(\d{3})+$)/g, mark)
  return words.price === 'de' ? `${grouped('.')},${rest} ${currency}` : `${currency}${grouped(',')}.${rest}`
}

/** A small shape in place of an icon; no text in it. */
export const icon = (hue, round = true) =>
  `<i class="icon" style="background:hsl(${hue} 60% 50%);border-radius:${round ? '50%' : '3px'}"></i>`

/** The bar of menus that a desktop program has. */
export const menuBar = (words) =>
  `<nav class="menubar" data-block>${words.menu.map((name) => el('span', 'menu', name)).join('')}</nav>`
