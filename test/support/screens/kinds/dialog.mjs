import { block, el, esc, icon } from './parts.mjs'

export const css = `
.veil{height:100%;display:flex;align-items:center;justify-content:center;background:var(--veil)}
.dialog{background:var(--bg);border:1px solid var(--line);border-radius:.6em;padding:1.6em 1.8em;width:30em;box-shadow:0 .5em 2em #0006}
h1{font-size:1.35em;margin:0 0 .7em} .dialog p{margin:0 0 1.4em;line-height:1.45} .btns{display:flex;justify-content:flex-end;gap:.8em}`

/** A question with its buttons over an empty desktop. */
export function dialog({ words, r }) {
  const [headline, text, buttons] = r.pick(words.dialogs)
  const body = `<div class="veil">${block(
    'dialog',
    `<h1>${icon(r.int(0, 360))} ${esc(headline)}</h1>${el('p', '', text)}<div class="btns">${buttons
      .map((name, i) => el('div', i === buttons.length - 1 ? 'btn primary' : 'btn', name))
      .join('')}</div>`,
  )}</div>`
  return { headline, body }
}

/** A sign-in page: a card in the middle. */
export function signIn({ words, r }) {
  const [headline, mail, password, forgot, keep, go, create] = words.signIn
  const body = `<div class="veil">${block(
    'dialog',
    `${el('h1', '', headline)}${el('div', '', mail)}<div class="field">${el('span', '', 'a.keller@example.org')}</div>${el('div', '', password)}<div class="field">${'<i class="dot"></i>'.repeat(
      r.int(6, 11),
    )}</div>${el('div', 'link', forgot)}<p></p><div>${icon(210, false)} ${el('span', '', keep)}</div><p></p><div class="btns">${el('div', 'btn primary', go)}</div><p></p>${el('div', '', create)}`,
  )}</div>`
  return { headline, body }
}
