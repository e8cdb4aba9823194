import { el, esc, price } from '../screens/kinds/parts.mjs'

const SHAPES = {
  left: ([name, value], kept) => `<div class="row" data-field><label data-label>${esc(name)}</label><div class="box" data-value>${kept ? esc(value) : ''}</div></div>`,
  above: ([name, value], kept) => `<div data-field><label data-label>${esc(name)}</label><div class="box" data-value>${kept ? esc(value) : ''}</div></div>`,
  colon: ([name, value]) => `<div class="colon" data-field><b><span data-label>${esc(name)}</span>:</b> <span data-value>${esc(value)}</span></div>`,
  underlined: ([name, value], kept) => `<div class="row" data-field><label><span data-label>${esc(name)}</span>:</label><div class="under" data-value>${kept ? esc(value) : ''}</div></div>`,
}

/** A form: its name, labels with what is filled in, two buttons. */
export function formOf({ r, words, form }) {
  const fields = r.some(words.fields, r.int(4, 8)).map((field) => SHAPES[form](field, r.chance(0.75)))
  const inner = form === 'above' ? `<div class="pair">${fields.join('')}</div>` : fields.join('')
  const buttons = form === 'colon' ? '' : words.buttons.map((name) => el('div', 'btn', name)).join('')
  return `<div class="form">${el('h2', '', r.pick(words.forms))}${inner}${buttons}</div>`
}

/** A receipt: what was bought with its price, and the sums. */
export function receiptOf({ r, words, lang }) {
  const money = (cents) => price({ price: lang }, cents, lang === 'de' ? '€' : '$')
  const bought = r.some(words.food, r.int(4, 9)).map((name) => [name, r.int(79, 899)])
  const sum = bought.reduce((total, [, cents]) => total + cents, 0)
  const row = ([name, cents], kind = '') => `<tr class="${kind}"><td>${esc(name)}</td><td class="num">${esc(money(cents))}</td></tr>`
  const sums = [[words.sums[0], sum], [words.sums[1], Math.round(sum * 0.07)], [words.sums[2], Math.round(sum * 1.07)]]
  return `<div class="bill">${el('h2', '', r.pick(words.shop))}<div class="mid">${esc(r.pick(words.cities))}</div><p></p><table>${bought.map((each) => row(each)).join('')}${sums.map((each, i) => row(each, i ? '' : 'sum')).join('')}</table></div>`
}
