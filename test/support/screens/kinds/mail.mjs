import { block, el, esc, icon, menuBar } from './parts.mjs'

export const css = `
.wrap{display:flex;height:100%} .side{width:13em;padding:1em;background:var(--panel)} .side div{padding:.4em .6em}
.list{width:27em;border-right:1px solid var(--line);overflow:hidden}
.item{padding:.6em .9em;border-bottom:1px solid var(--line);white-space:nowrap} .item.on{background:var(--accent);color:#fff}
.top{display:flex;justify-content:space-between} .from{font-weight:bold} .item .when{font-size:.85em}
.read{flex:1;padding:1.2em 2em} h1{font-size:1.6em;margin:.2em 0 .6em} .head{color:var(--dim);margin-bottom:1em}
.read p{max-width:44em;line-height:1.5;margin:0 0 1em} .bar{display:flex;gap:.7em;margin-bottom:1em}`

/** A mail program: folders, list of messages, one message. */
export function mail({ words, r, room }) {
  const headline = r.pick(words.subjects)
  const subjects = [headline, ...r.some(words.subjects.filter((s) => s !== headline), 12)].slice(0, Math.min(13, room(4.6, 6)))
  const names = r.some(words.names, subjects.length)
  const when = () => `${r.int(7, 19)}:${String(r.int(0, 59)).padStart(2, '0')}`
  const mailOf = (name) => `${name.split(' ')[0].toLowerCase().normalize('NFKD').replace(/[^a-z]/g, '')}@example.org`
  const paragraphs = Array.from({ length: Math.min(6, room(7, 16)) }, () => r.some(words.sentences, r.int(2, 4)).join(' '))
  const body = `${menuBar(words)}<div class="wrap">${block(
    'side',
    words.nav.slice(0, Math.min(9, room(2.3, 4))).map((name, i) => `<div>${icon(i * 47, false)} ${el('span', '', name)}</div>`).join(''),
  )}${block(
    'list',
    subjects
      .map(
        (subject, i) =>
          `<div class="item ${i ? '' : 'on'}"><div class="top">${el('span', 'from', names[i])}${el('span', 'when', when())}</div>${el('div', '', subject)}</div>`,
      )
      .join(''),
  )}<div class="read" data-block><div class="bar">${r
    .some(words.buttons, 3)
    .map((name) => el('div', 'btn', name))
    .join('')}</div>${el('h1', '', headline)}<div class="head">${esc(`${names[0]} <${mailOf(names[0])}>`)}</div>${paragraphs
    .map((text) => el('p', '', text))
    .join('')}${el('p', '', names[0])}</div></div>`
  return { headline, body }
}
