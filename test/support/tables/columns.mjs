import { esc, price } from '../screens/kinds/parts.mjs'

/** What each kind of column holds, how it is aligned, and whether it may share a name with its neighbour. */
const KINDS = {
  name: { of: ({ r, words }) => r.pick(words.names) },
  thing: { of: ({ r, words }) => r.pick(words.things) },
  city: { of: ({ r, words }) => r.pick(words.cities) },
  state: { of: ({ r, words }) => r.pick(words.states), kind: 'mid' },
  note: { of: ({ r, words }) => r.pick(words.notes), kind: 'wrap' },
  date: { of: ({ r, lang }) => (lang === 'de' ? `${r.int(10, 28)}.0${r.int(1, 9)}.2024` : `2024-0${r.int(1, 9)}-${r.int(10, 28)}`) },
  count: { of: ({ r }) => String(r.int(1, 950)), kind: 'num', pair: true },
  price: { of: (made) => money(made, made.r.int(99, 9_900)), kind: 'num', pair: true },
  percent: { of: ({ r, lang }) => (lang === 'de' ? `${r.int(0, 99)},${r.int(0, 9)} %` : `${r.int(0, 99)}.${r.int(0, 9)}%`), kind: 'num', pair: true },
  code: { of: ({ r }) => `A-${r.int(10_000, 99_999)}` },
  big: { of: (made) => money(made, made.r.int(10_000, 990_000)), kind: 'num', pair: true },
}
const SETS = [
  ['thing', 'count', 'price', 'big'],
  ['name', 'city', 'note', 'state'],
  ['code', 'date', 'name', 'big', 'state'],
  ['city', 'count', 'percent', 'count', 'percent'],
  ['thing', 'note', 'price'],
  ['date', 'name', 'thing', 'count', 'big'],
  ['name', 'count', 'percent'],
  ['code', 'thing', 'note', 'count', 'price', 'state'],
]
const PAIRED = [['thing', 'count', 'big', 'count', 'big'], ['city', 'count', 'percent', 'count', 'percent'], ['name', 'price', 'big', 'price', 'big', 'price', 'big']]

const money = ({ lang }, cents) => price({ price: lang }, cents, lang === 'de' ? '€' : '$')

/** The columns of one table; a first column of names before numbers names its rows. */
export function columnsOf(made) {
  const { r, look, words } = made
  const kinds = r.pick(look.endsWith('spans') ? PAIRED : SETS)
  const numbers = kinds.filter((kind) => KINDS[kind].kind === 'num').length
  const names = ['thing', 'name', 'city'].includes(kinds[0]) && numbers * 2 >= kinds.length - 1 && numbers >= 2
  return kinds.map((kind, i) => ({
    ...KINDS[kind], kind: KINDS[kind].kind ?? '', type: kind, head: words.heads[kind], pair: look.endsWith('spans') && KINDS[kind].pair === true, names: i === 0 && names,
  }))
}

/** The body's rows: some cells empty, some with several lines, groups over rows and a sum over columns where lines show them. */
export function rowsOf(made, columns) {
  const { r, look, words } = made
  const count = r.int(3, 9)
  const grouped = look === 'spans' && r.chance(0.6)
  const firsts = r.some({ thing: words.things, name: words.names, city: words.cities }[columns[0].type] ?? [''], count)
  const rows = []
  let left = 0
  for (let row = 0; row < count; row++) {
    const cells = columns.map((column, i) => {
      const empty = i > 0 && r.chance(0.07)
      const text = i === 0 && firsts[0] !== '' ? firsts[row] : column.of(made)
      const tag = column.names ? 'th' : 'td'
      return `<${tag} class="${column.kind}"${tag === 'th' ? ' scope="row"' : ''}>${empty ? '' : esc(text)}</${tag}>`
    })
    if (grouped) {
      if (left === 0) {
        left = Math.min(r.int(1, 3), count - row)
        cells[0] = `<th scope="row" rowspan="${left}">${esc(words.groups[rows.length % 4])}</th>`
      } else cells[0] = ''
      left--
    }
    rows.push(`<tr>${cells.join('')}</tr>`)
  }
  if (look === 'spans' && !grouped && r.chance(0.6)) {
    const last = columns.at(-1)
    rows.push(`<tr><td colspan="${columns.length - 1}">${esc(words.total)}</td><td class="${last.kind}">${esc(last.of(made))}</td></tr>`)
  }
  return rows.join('')
}
