import { block, el, icon } from './parts.mjs'

export const css = `
.wrap{display:flex;height:100%} .side{width:16em;padding:.8em;background:var(--panel)} .side div{padding:.5em .4em}
.talk{flex:1;padding:1em 2em;display:flex;flex-direction:column;gap:.6em} h1{font-size:1.3em;margin:0 0 .6em}
.bubble{max-width:26em;padding:.55em .9em;border-radius:1em;background:var(--panel);align-self:flex-start} .mine{align-self:flex-end;background:var(--accent);color:#fff} .when{font-size:.8em;opacity:.85}`

/** A chat: people at the left, bubbles at both sides. */
export function chat({ words, r, room }) {
  const names = r.some(words.names, Math.min(9, room(2.6, 2)))
  const headline = names[0]
  const bubbles = r.some(words.chat, Math.min(12, room(3.8, 5)))
  const body = `<div class="wrap">${block(
    'side', names.map((name, i) => `<div>${icon(i * 53)} ${el('span', '', name)}</div>`).join(''),
  )}<div class="talk" data-block>${el('h1', '', headline)}${bubbles
    .map((text, i) => `<div class="bubble ${i % 3 === 1 ? 'mine' : ''}">${el('div', '', text)}${el('div', 'when', `${9 + (i >> 2)}:${10 + i * 4}`)}</div>`)
    .join('')}</div></div>`
  return { headline, body }
}

/** A week in a calendar. */
export function calendar({ words, r }) {
  const body = `<div class="talk" data-block>${el('h1', '', words.month)}</div><div class="week">${words.days
    .map((day, i) =>
      block(
        'day',
        `${el('div', 'dayname', `${day} ${10 + i}`)}${r
          .some(words.events, r.int(2, 4))
          .map((name) => `<div class="event" style="background:hsl(${r.int(0, 359)} 55% 34%)">${el('div', '', name)}${el('div', 'when', `${r.int(8, 17)}:${r.pick(['00', '15', '30', '45'])}`)}</div>`)
          .join('')}`,
      ),
    )
    .join('')}</div>`
  return { headline: words.month, body }
}

/** Figures on cards over a list. */
export function dashboard({ words, r, room }) {
  const headline = r.pick(words.dashboards)
  const body = `<div class="wrap">${block('side', words.nav.slice(0, Math.min(12, room(2.2, 2))).map((name) => el('div', '', name)).join(''))}<div class="talk"><div data-block>${el('h1', '', headline)}</div><div class="cards">${r
    .some(words.cards, 6)
    .map(([name, value]) => block('kard', `${el('div', 'when', name)}${el('div', 'big', value)}`))
    .join('')}</div><div class="chart"></div><div data-block>${r.some(words.subjects, Math.min(6, room(1.9, 18))).map((text) => el('div', 'entry', text)).join('')}</div></div></div>`
  return { headline, body }
}

export const moreCss = `
.week{display:grid;grid-template-columns:repeat(5,1fr);gap:.6em;padding:0 2em} .dayname{font-weight:bold;padding:.4em 0} .event{color:#fff;padding:.5em .6em;border-radius:.4em;margin-bottom:1.1em}
.cards{display:grid;grid-template-columns:repeat(3,1fr);gap:1em} .kard{background:var(--panel);padding:.9em;border-radius:.5em} .big{font-size:1.6em;font-weight:bold}
.chart{height:7em;background:repeating-linear-gradient(90deg,var(--accent) 0 1.2em,transparent 1.2em 2em);clip-path:polygon(0 60%,20% 40%,40% 55%,60% 20%,80% 35%,100% 5%,100% 100%,0 100%)} .entry{padding:.35em 0}`
