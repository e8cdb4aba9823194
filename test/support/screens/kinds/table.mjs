import { el, menuBar, price } from './parts.mjs'

export const css = `
.sheet{padding:1em 1.4em} h1{font-size:1.5em;margin:.3em 0 .7em} table{border-collapse:collapse}
td,th{border:1px solid var(--line);padding:.32em .8em;text-align:left;white-space:nowrap} td.num{text-align:right} th{background:var(--panel)}
.zebra tr:nth-child(odd) td{background:var(--panel)} .bare td,.bare th{border:0;padding-right:2.5em}`

/** A table of orders. */
export function table({ words, r, room }) {
  const headline = r.pick(words.sheetTitles)
  const currency = r.pick(words.currency)
  const rows = Array.from({ length: Math.min(28, room(2.05, 7)) }, () => {
    const unit = r.int(99, 24_900)
    const count = r.int(1, 48)
    const date = words.price === 'de' ? `${r.int(10, 28)}.0${r.int(1, 9)}.2024` : `2024-0${r.int(1, 9)}-${r.int(10, 28)}`
    return [
      [date, ''], [r.pick(words.names), ''], [`A-${r.int(10_000, 99_999)}`, ''], [String(count), 'num'],
      [price(words, unit, currency), 'num'], [`${r.int(0, 15)} %`, 'num'], [price(words, unit * count, currency), 'num'], [r.pick(words.states), ''],
    ]
  })
  const body = `${menuBar(words)}<div class="sheet" data-block>${el('h1', '', headline)}<table class="${r.pick(['', 'zebra', 'bare'])}"><tr>${words.columns
    .map((name) => el('th', '', name))
    .join('')}</tr>${rows
    .map((cells) => `<tr>${cells.map(([text, kind]) => el('td', kind, text)).join('')}</tr>`)
    .join('')}</table></div>`
  return { headline, body }
}

/** A file manager's list. */
export function files({ words, r, room }) {
  const headline = r.pick(words.folders)
  const rows = r.some(words.files, Math.min(12, room(2.1, 6)))
  const body = `<div class="wrap"><div class="side" data-block>${words.folders
    .map((name) => el('div', name === headline ? 'on' : '', name))
    .join('')}</div><div class="main sheet" data-block>${el('h1', '', headline)}<table class="bare"><tr>${words.fileHeads
    .map((name) => el('th', '', name))
    .join('')}</tr>${rows
    .map((name) => {
      const size = words.price === 'de' ? `${r.int(2, 980)},${r.int(1, 9)} kB` : `${r.int(2, 980)}.${r.int(1, 9)} kB`
      const cells = [name, size, r.pick(words.fileTypes), `${r.int(10, 28)}.0${r.int(1, 9)}.2025 ${r.int(10, 22)}:${r.int(10, 59)}`]
      return `<tr>${cells.map((text) => el('td', '', text)).join('')}</tr>`
    })
    .join('')}</table></div></div>`
  return { headline, body }
}
