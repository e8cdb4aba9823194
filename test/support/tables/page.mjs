import { seeded } from '../screens/random.mjs'
import { el, esc } from '../screens/kinds/parts.mjs'
import { formOf, receiptOf } from './forms.mjs'
import { columnsOf, rowsOf } from './columns.mjs'
import { WORDS } from './words.mjs'

const THEMES = {
  light: { bg: '#fff', ink: '#1b1b1f', panel: '#f1f1f4', line: '#cfcfd6', input: '#fff', accent: '#2459c9', dim: '#62626c' },
  plain: { bg: '#fff', ink: '#000', panel: '#dde3ea', line: '#000', input: '#fff', accent: '#174a8c', dim: '#444' },
  warm: { bg: '#fbf6ea', ink: '#33291c', panel: '#efe6d2', line: '#c9b896', input: '#fffdf6', accent: '#8a4b14', dim: '#75664e' },
  dark: { bg: '#1e1e22', ink: '#e6e6ea', panel: '#2a2a30', line: '#4a4a54', input: '#26262c', accent: '#3f6fe0', dim: '#a0a0ac' },
  night: { bg: '#0b1220', ink: '#d8e2f0', panel: '#16213a', line: '#34456a', input: '#101a2c', accent: '#0f766e', dim: '#8fa1bd' },
}

const css = `*{box-sizing:border-box} body{margin:0;padding:1.5em 2em;background:var(--bg);color:var(--ink);line-height:1.35}
table{border-collapse:collapse;margin:0 0 1.4em} td,th{padding:var(--v) var(--h);text-align:left;vertical-align:var(--align)} .num{text-align:right} .mid{text-align:center}
caption{text-align:left;padding:0 0 .5em;font-weight:bold} .cap{margin:0 0 .5em} h2{font-size:1.3em;margin:0 0 .7em} p{max-width:46em;margin:0 0 1.2em} .wrap{white-space:normal;width:11em} td,th{white-space:nowrap}
.grid td,.grid th,.spans td,.spans th,.grid-head td,.grid-head th{border:1px solid var(--line)} .grid-head thead th{background:var(--panel)} .accent thead th{background:var(--accent);color:#fff;border-color:var(--accent)}
.dotted td,.dotted th{border:1px var(--stroke) var(--line)} .rows tr{border-bottom:1px solid var(--line)} .rows thead{border-bottom:2px solid var(--line)} .rows .top{border-top:1px solid var(--line)}
.variant .rows tr{border:0} .variant .rows{border-top:2px solid var(--line);border-bottom:2px solid var(--line)} .variant .rows thead{border-bottom:1px solid var(--line)}
.variant .grid,.variant .grid-head,.variant .dotted{border-style:hidden}
.zebra tbody tr:nth-child(odd) td,.zebra tbody tr:nth-child(odd) th{background:var(--panel)} .plainhead th{font-weight:normal}
.form label{display:block} .row{display:flex;align-items:center;margin:0 0 .9em} .row label{width:10em} .pair{display:grid;grid-template-columns:1fr 1fr;gap:1.1em 2em;max-width:44em} .pair label{margin-bottom:.3em;font-size:.95em}
.box{border:1px solid var(--line);border-radius:.25em;background:var(--input);padding:.4em .6em;min-height:2.2em;width:18em} .pair .box{width:auto} .under{border-bottom:1px solid var(--ink);width:16em;min-height:1.5em} .colon{margin:0 0 .35em} .colon b{font-weight:bold}
.btn{display:inline-block;padding:.45em 1.1em;border:1px solid var(--line);border-radius:.35em;background:var(--panel);margin:1em .8em 0 0} .bill{width:19em} .bill h2{text-align:center} .bill table{width:100%} .bill td{padding:.18em 0} .sum td{border-top:1px dashed var(--line);font-weight:bold} .mid{text-align:center}`

/** One picture's page: one or two tables with what stands around them, a form, or a receipt. */
export function pageOf(plan) {
  const r = seeded(plan.seed)
  const words = WORDS[plan.lang]
  const made = { ...plan, r, words }
  const body = plan.look === 'form' ? formOf(made) : plan.look === 'receipt' ? receiptOf(made) : tablesOf(made)
  const colours = Object.entries(THEMES[plan.theme]).map(([name, value]) => `--${name}:${value}`).join(';')
  const [v, h] = r.pick([['.25em', '.6em'], ['.4em', '.8em'], ['.55em', '1em']])
  // Drawn apart, so that a picture's words do not depend on them.
  const how = seeded(plan.seed + 99)
  const variant = how.pick(['', '', 'variant'])
  const bare = plan.look.startsWith('bare') || plan.look === 'zebra' || plan.look === 'rows'
  const style = `${colours};--v:${v};--h:${bare ? (variant === '' ? r.pick(['.8em', '1.1em']) : '.55em') : h};--align:${r.pick(['top', 'middle'])};--stroke:${r.pick(['dotted', 'dashed'])}`
  return `<!doctype html><html lang="${plan.lang}"><meta charset="utf-8"><style>${css}</style><body class="${variant}" style="${style};font:${plan.px}px '${plan.font}'">${body}</body></html>`
}

function tablesOf(made) {
  const { r, words } = made
  const before = r.chance(0.35) ? el('p', '', r.pick(words.prose)) : r.chance(0.3) ? el('h2', '', r.pick(words.forms)) : ''
  const after = r.chance(0.4) ? el('p', '', r.pick(words.prose)) : ''
  const second = r.chance(0.15) ? tableOf(made) : ''
  return `${before}${tableOf(made)}${second}${after}`
}

function tableOf(made) {
  const { r, look, words } = made
  const columns = columnsOf(made)
  const rows = rowsOf(made, columns)
  const kind = r.pick(['', '', 'plainhead'])
  const accent = look === 'grid-head' && r.chance(0.5) ? 'accent' : ''
  const says = `${r.chance(0.3) ? `${words.table} ${r.int(1, 9)}: ` : ''}${r.pick(words.captions)}`
  const caption = r.chance(0.45) ? `<caption>${esc(says)}</caption>` : ''
  return `<table class="${look === 'bare-spans' ? 'bare' : look} ${accent} ${accent === '' ? kind : ''}">${caption}${headOf(made, columns)}<tbody>${rows}</tbody></table>`
}

/** One row of column names, or two, the first of which names several columns together. */
function headOf({ r, look, words }, columns) {
  if (look === 'grid' && r.chance(0.2)) return ''
  const th = (column, more = '') => `<th class="${column.kind}" ${more}>${esc(column.head)}</th>`
  const grouped = look.endsWith('spans') && columns.filter(({ pair }) => pair).length >= 2
  if (!grouped) return `<thead><tr>${columns.map((column) => th(column)).join('')}</tr></thead>`
  const first = columns.findIndex(({ pair }) => pair)
  const names = r.chance(0.5) ? ['2023', '2024', '2025'] : words.halves
  const ruled = look === 'spans'
  const top = []
  const below = []
  let group = 0
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i]
    if (!column.pair) {
      top.push(ruled ? th(column, 'rowspan="2"') : '<th></th>')
      if (!ruled) below.push(th(column))
    } else if ((i - first) % 2 === 0) {
      const span = columns[i + 1]?.pair ? 2 : 1
      top.push(`<th class="mid" colspan="${span}">${esc(names[group++ % names.length])}</th>`)
      below.push(th(column))
    } else below.push(th(column))
  }
  return `<thead><tr>${top.join('')}</tr><tr>${below.join('')}</tr></thead>`
}
