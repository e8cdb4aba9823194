import { block, el } from './parts.mjs'

export const css = `
.page{max-width:78em;margin:0 auto;padding:1.6em 2em} h1{font-size:2.2em;margin:.2em 0 .3em} .by{color:var(--dim);margin-bottom:1.2em}
.cols{display:flex;gap:2.6em} .cols>div{flex:1} .cols p{line-height:1.5;margin:0 0 .9em;text-align:var(--align)} h2{font-size:1.25em;margin:.4em 0}
.aside{flex:.55!important;background:var(--panel);padding:1em;border-radius:.4em} .pic{height:8em;border-radius:.4em;margin-bottom:1em;background:linear-gradient(120deg,#3b6,#38c 60%,#fc6)}`

/** An article in two or three columns, some with a box at the side. */
export function article({ words, r, room, px, width }) {
  const headline = r.pick(words.headlines)
  const lines = room(1.5, 12)
  const wide = Math.min(78, width / px - 4)
  const aside = r.chance(0.4)
  const count = wide > 70 && !aside ? r.int(2, 3) : 2
  const perLine = wide / (aside ? 2.6 : count) / 0.52
  const column = (picture) => {
    const parts = [picture ? '<div class="pic"></div>' : '', el('h2', '', r.pick(words.sections))]
    for (let left = lines - (picture ? 7 : 1); left > 7; ) {
      const text = r.some(words.sentences, r.int(3, 5)).join(' ')
      left -= Math.ceil(text.length / perLine) + 2
      if (left > 1) parts.push(el('p', '', text))
    }
    return block('', parts.join(''))
  }
  const columns = Array.from({ length: count }, (_, i) => column(i === 0 && r.chance(0.5)))
  if (aside) columns.push(block('aside', `${el('h2', '', r.pick(words.sections))}${r.some(words.sentences, 3).map((s) => el('p', '', s)).join('')}`))
  const body = `<div class="page" style="--align:${perLine > 48 ? r.pick(['left', 'justify']) : 'left'}"><div data-block>${el('h1', '', headline)}${el(
    'div',
    'by',
    `${r.pick(words.names)}, ${r.pick(words.cities)}, ${r.int(10, 28)}.0${r.int(1, 9)}.2025`,
  )}</div><div class="cols">${columns.join('')}</div></div>`
  return { headline, body }
}
