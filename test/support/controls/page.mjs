import { esc } from '../screens/kinds/parts.mjs'
import { seeded } from '../screens/random.mjs'
import { WORDS } from './words.mjs'

const FONTS = ['Liberation Sans', 'DejaVu Sans', 'Noto Sans', 'Roboto', 'Open Sans', 'Inter', 'Lato', 'Liberation Serif', 'Noto Serif']
const THEMES = {
  light: { scheme: 'light', bg: '#fff', ink: '#1b1b1f', line: '#8a8a94', input: '#fff', accent: '#2459c9', panel: '#f1f1f4' },
  grey: { scheme: 'light', bg: '#f1f1f4', ink: '#222', line: '#b4b4bd', input: '#fff', accent: '#0f766e', panel: '#dcdce2' },
  warm: { scheme: 'light', bg: '#fbf6ea', ink: '#33291c', line: '#a8946a', input: '#fffdf6', accent: '#8a4b14', panel: '#efe6d2' },
  dark: { scheme: 'dark', bg: '#1e1e22', ink: '#e6e6ea', line: '#6a6a76', input: '#26262c', accent: '#5b86ea', panel: '#2a2a30' },
  night: { scheme: 'dark', bg: '#0b1220', ink: '#d8e2f0', line: '#54658a', input: '#101a2c', accent: '#18a999', panel: '#16213a' },
}
/** The browser's own, the same with an accent's colour, and drawn by style sheets as common libraries do. */
const LOOKS = ['native', 'filled', 'accent', 'outlined', 'thick', 'glyph', 'native', 'inner']

const TICK = encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M3.5 8.5l3 3 6-6.5" fill="none" stroke="#fff" stroke-width="2.2"/></svg>')
const css = `*{box-sizing:border-box} body{margin:0;padding:1.2em 1.6em;background:var(--bg);color:var(--ink);line-height:1.45} h1{font-size:1.5em;margin:0 0 .6em} h2{font-size:1.1em;margin:.9em 0 .4em}
.item{display:block;margin:0 0 .45em} .line .item{display:inline-block;margin-right:1.4em} .pair{display:grid;grid-template-columns:1fr 1fr} p{max-width:40em}
input,.c{width:var(--size);height:var(--size);vertical-align:middle;margin:0 .5em 0 0} .native input{margin:3px 3px 3px 4px;vertical-align:baseline} .accent input{accent-color:var(--accent)}
.filled input,.outlined input,.thick input,.inner input,.glyph input{appearance:none;background:var(--input);border:1px solid var(--line);border-radius:.2em;position:relative}
input[type=radio]{border-radius:50%!important}
.filled input:checked{background:var(--accent) center/100% url("data:image/svg+xml,${TICK}");border-color:var(--accent)} .filled input[type=radio]:checked{background:radial-gradient(circle,#fff 34%,var(--accent) 38%)}
.outlined input{border:2px solid var(--line);background:none} .outlined input:checked{border-color:var(--accent)} .outlined input:checked::after{content:"";position:absolute;left:30%;top:4%;width:36%;height:68%;border:solid var(--accent);border-width:0 2px 2px 0;transform:rotate(42deg)}
.outlined input[type=radio]:checked::after,.inner input:checked::after{content:"";position:absolute;inset:22%;left:22%;top:22%;width:auto;height:auto;border:0;border-radius:50%;background:var(--accent);transform:none} .inner input[type=checkbox]:checked::after{border-radius:0}
.thick input[type=radio]:checked{border:calc(var(--size)*.31) solid var(--accent);background:#fff} .thick input[type=checkbox]:checked{background:var(--accent) center/100% url("data:image/svg+xml,${TICK}");border-color:var(--accent)}
.glyph input:checked::after{content:"\\2713";position:absolute;inset:0;font:bold calc(var(--size)*.9)/calc(var(--size) - 2px) "DejaVu Sans";text-align:center;color:var(--ink)} .glyph input[type=radio]:checked::after{content:"";inset:25%;border-radius:50%;background:var(--ink)}
.c{display:inline-block;text-align:center;line-height:var(--size);font-size:calc(var(--size)*.6);color:#fff;overflow:hidden} .box{border-radius:.25em} .ball{border-radius:50%} .full{background:var(--accent)} .ring{border:1px solid var(--line);color:var(--ink);line-height:calc(var(--size) - 2px)}
.field{border:1px solid var(--line);background:var(--input);padding:.35em .6em;width:16em;margin:0 0 .8em}`

/** What stands before words as a control does, and is none. */
const LOOKALIKES = [
  ({ r }) => `<i class="c box full">${r.pick(['A', 'S', 'f', 'in', '?', '+'])}</i>`,
  ({ r }) => `<i class="c ball full">${r.pick(['A', 'K', 'M', '1', '7', 'i', '!'])}</i>`,
  () => '<i class="c box full"></i>',
  () => '<i class="c ball full"></i>',
  ({ r }) => `<i class="c ball ring">${r.pick(['i', '?', '1', '!'])}</i>`,
  ({ r }) => `<i class="c box ring">${r.pick(['+', 'A', '–', '?'])}</i>`,
  () => '<i class="c ball full" style="background:#2e9e55">✓</i>',
  () => '<svg class="c" viewBox="0 0 16 16"><path d="M2 4h12v8.5H2zM2 4l6 5 6-5" fill="none" stroke="currentColor" stroke-width="1.3" style="color:var(--ink)"/></svg>',
  () => '<svg class="c" viewBox="0 0 16 16" style="color:var(--ink)"><circle cx="7" cy="7" r="5" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M11 11l4 4" stroke="currentColor" stroke-width="1.5"/></svg>',
  () => '<svg class="c" viewBox="0 0 16 16" style="color:var(--ink)"><circle cx="8" cy="8" r="7" fill="none" stroke="currentColor" stroke-width="1.3"/><path d="M8 4v4l3 2" fill="none" stroke="currentColor" stroke-width="1.3"/></svg>',
  () => '<svg class="c" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="var(--accent)"/><path d="M4 11l3-4 2 2 3-4" fill="none" stroke="#fff" stroke-width="1.6"/></svg>',
  () => '<svg class="c" viewBox="0 0 16 16" style="color:var(--ink)"><rect x="1" y="1" width="14" height="14" fill="none" stroke="currentColor" stroke-width="1.3"/><path d="M1 5h14" stroke="currentColor" stroke-width="1.3"/></svg>',
  () => '',
  () => '',
]

/** The plan of picture number `i`; settings may be chosen on `tune`, `held` only reports. */
export function planOf(i, seed = 1) {
  const r = seeded(seed * 40_009 + i)
  const px = [14, 13, 16, 18, 15, 20][(i + seed) % 6]
  return {
    file: `${String(i).padStart(2, '0')}-${LOOKS[i % LOOKS.length]}.png`, look: LOOKS[i % LOOKS.length], theme: Object.keys(THEMES)[(i * 2 + Math.floor(i / 8)) % 5],
    font: FONTS[(i * 4 + seed) % FONTS.length], px, size: i % 8 === 0 ? 13 : r.int(13, 20), lang: (i + seed) % 2 ? 'en' : 'de', half: i % 3 === 2 ? 'held' : 'tune', seed: seed * 9_173 + i,
  }
}

/** One picture's page: check boxes, radio buttons below each other and side by side, and what only looks like them. */
export function pageOf(plan) {
  const r = seeded(plan.seed)
  const words = WORDS[plan.lang]
  const { scheme, ...colours } = THEMES[plan.theme]
  const item = (type, name, on, group = '') => `<label class="item"><input type="${type}" ${group ? `name="${group}"` : ''} ${on ? 'checked' : ''}> <span>${esc(name)}</span></label>`
  const radios = (group, names) => {
    const on = r.int(0, names.length - 1)
    return names.map((name, i) => item('radio', name, i === on, group)).join('')
  }
  const checks = r.some(words.checks, 8).map((name) => item('checkbox', name, r.chance(0.5)))
  const [first, second] = r.some(words.radios, 2)
  const looks = r.some(LOOKALIKES, 6)
  const others = r.some(words.others, 6).map((name, i) => `<div class="item">${looks[i]({ r })} <span>${esc(name)}</span></div>`)
  const body = `<h1>${esc(r.pick(words.heads))}</h1>${checks[0]}<div class="field">Ada Lovelace</div><div class="${r.pick(['', 'pair'])}">${checks.slice(1, 7).join('')}</div><h2>${esc(first[0].slice(0, 4))}</h2>${radios('a', first)}<h2>${esc(words.heads[2])}</h2><div class="line">${radios('b', second)}</div><h2>${esc(words.heads[4])}</h2>${others.join('')}`
  const style = `${Object.entries(colours).map(([name, value]) => `--${name}:${value}`).join(';')};--size:${plan.size}px;color-scheme:${scheme}`
  return `<!doctype html><html lang="${plan.lang}"><meta charset="utf-8"><style>${css}</style><body class="${plan.look}" style="${style};font:${plan.px}px '${plan.font}'">${body}</body></html>`
}
