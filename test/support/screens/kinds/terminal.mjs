import { block, el, esc, icon } from './parts.mjs'

export const css = `
.title{display:flex;gap:.6em;padding:.5em 1em;background:var(--panel);align-items:center}
.term{font-family:var(--mono);white-space:pre;line-height:1.35;padding:.6em 1em} .prompt{color:var(--c2)} .bad{color:var(--c1)}`

/** A terminal with some commands and what they printed. */
export function terminal({ words, r, room }) {
  const headline = `${r.pick(words.shellPrompts).split('$')[0].split('#')[0]}`
  const lines = []
  const most = room(1.35, 4)
  while (lines.length < most) {
    lines.push(`<span class="prompt">${esc(r.pick(words.shellPrompts))}</span>`)
    for (const text of r.some(words.shell, r.int(2, 6))) lines.push(/^(error|fail|Fehler)/i.test(text) ? el('span', 'bad', text) : esc(text))
  }
  const body = `${block('title', `${icon(0)}${icon(50)}${icon(120)}${el('span', '', headline)}`)}${block(
    'term',
    lines.slice(0, most).map((line) => `<div>${line}</div>`).join(''),
  )}`
  return { headline, body }
}
