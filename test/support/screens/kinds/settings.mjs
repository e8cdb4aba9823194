import { block, el, icon } from './parts.mjs'

export const css = `
.wrap{display:flex;height:100%} .side{width:18em;padding:1.2em .8em;background:var(--panel)}
.side div{padding:.45em .8em;border-radius:.4em} .side .on{background:var(--accent);color:#fff}
.main{flex:1;padding:1.6em 2.4em} h1{font-size:1.9em;margin:0 0 .8em}
.row{display:flex;justify-content:space-between;align-items:center;padding:.7em 0;border-bottom:1px solid var(--line);max-width:52em}
.row .note{color:var(--dim);font-size:.88em} .value{padding:.25em .7em;border:1px solid var(--line);border-radius:.3em}
.btns{margin-top:1.4em;display:flex;gap:1em}`

/** Settings with a list of pages at the left. */
export function settings({ words, r, room }) {
  const headline = r.pick(words.settingsPages)
  const topics = r.some(words.settingsTopics, Math.min(12, room(2.2, 3)))
  const on = r.int(0, topics.length - 1)
  const rows = r.some(words.options, Math.min(14, room(3.6, 9)))
  const body = `<div class="wrap">${block(
    'side',
    topics.map((topic, i) => `<div class="${i === on ? 'on' : ''}">${icon(i * 31)} ${el('span', '', topic)}</div>`).join(''),
  )}<div class="main" data-block>${el('h1', '', headline)}${rows
    .map(
      ([name, note, value]) =>
        `<div class="row"><div>${el('div', 'name', name)}${el('div', 'note', note)}</div>${el('div', 'value', value)}</div>`,
    )
    .join('')}<div class="btns">${r
    .some(words.buttons, 2)
    .map((name, i) => el('div', i ? 'btn' : 'btn primary', name))
    .join('')}</div></div></div>`
  return { headline, body }
}
