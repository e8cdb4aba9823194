import { block, el, icon } from './parts.mjs'

export const css = `
.form{padding:1.4em 2.4em;max-width:64em} h1{font-size:1.8em;margin:.1em 0 .3em} .pair{display:grid;grid-template-columns:1fr 1fr;gap:1em 2.2em;margin:1.2em 0}
label{display:block;margin-bottom:.3em;font-size:.92em} .field{border:1px solid var(--line);border-radius:.3em;padding:.5em .7em;background:var(--input);margin:0 0 .6em}
.dim{color:var(--dim)} .error{color:var(--bad);font-size:.88em}`

/** A form: labels over fields, two columns, notes, buttons. */
export function form({ words, r, room }) {
  const headline = r.pick(words.forms)
  const fields = r.some(words.fields, Math.min(12, Math.max(2, Math.floor(room(1, 12) / 5.2) * 2)))
  const body = `<div class="form">${block('', `${el('h1', '', headline)}${el('div', 'dim', words.formNotes[0])}`)}<div class="pair">${fields
    .map(([name, value]) => block('', `${el('label', '', name)}<div class="field">${el('span', r.chance(0.2) ? 'dim' : '', value)}</div>`))
    .join('')}</div>${block(
    '',
    words.formNotes.slice(1, 3).map((note) => `<div>${icon(215, false)} ${el('span', '', note)}</div>`).join(''),
  )}<p></p>${block('bar', r.some(words.buttons, 2).map((name, i) => el('div', i ? 'btn' : 'btn primary', name)).join(''))}</div>`
  return { headline, body }
}
