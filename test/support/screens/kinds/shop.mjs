import { block, el, price } from './parts.mjs'

export const css = `
.head{display:flex;gap:2em;align-items:center;padding:.9em 2em;background:var(--panel)} .head .brand{font-weight:bold;font-size:1.3em} .head .grow{flex:1}
.shop{padding:1.2em 2em} h1{font-size:1.7em;margin:.2em 0 .8em} .grid{display:grid;grid-template-columns:repeat(var(--n),1fr);gap:1.6em}
.card{border:1px solid var(--line);border-radius:.5em;padding:.9em} .photo{height:6.5em;border-radius:.3em;margin-bottom:.7em}
.cost{font-weight:bold;font-size:1.2em;margin:.3em 0} .old{color:var(--dim);font-size:.85em} .note{font-size:.88em;color:var(--good);margin-bottom:.7em}`

/** A shop's shelf: cards with a price and a coloured button. */
export function shop({ words, r, room, px, width }) {
  const brand = r.pick(words.brands)
  const headline = r.pick(words.shelves)
  const n = Math.max(2, Math.min(5, Math.floor(width / px / 17)))
  const rows = Math.max(1, Math.min(3, Math.floor(room(1, 8) / 19)))
  const currency = r.pick(words.currency)
  const cards = r.some(words.products, n * rows).map((name, i) =>
    block(
      'card',
      `<div class="photo" style="background:linear-gradient(${i * 40}deg,hsl(${r.int(0, 359)} 45% 55%),hsl(${r.int(0, 359)} 40% 40%))"></div>${el('div', '', name)}${el(
        'div', 'cost', price(words, r.int(299, 189_900), currency),
      )}${el('div', 'note', r.pick(words.shopNotes))}${el('div', `btn ${r.pick(['primary', 'warm', 'green'])}`, words.buttons[7])}`,
    ),
  )
  const body = `${block(
    'head',
    `${el('span', 'brand', brand)}${words.nav.slice(6, 9).map((t) => el('span', '', t)).join('')}<span class="grow"></span>${el('span', '', words.search)}`,
  )}<div class="shop">${block('', el('h1', '', headline))}<div class="grid" style="--n:${n}">${cards.join('')}</div></div>`
  return { headline, body }
}
