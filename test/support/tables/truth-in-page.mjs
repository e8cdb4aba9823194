/* Runs in the page. Tables with their cells at their places in the grid, and fields, as the page itself has them. */
export function truthInPage() {
  const clean = (text) => text.replace(/\s+/g, ' ').trim()
  const boxOf = (element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    return [left, top, width, height].map((v) => Math.round(v * 10) / 10)
  }
  const tables = [...document.querySelectorAll('table')].map((table) => {
    const taken = new Set()
    const cells = []
    let columns = 0
    for (const [row, tr] of [...table.rows].entries()) {
      let column = 0
      for (const cell of tr.cells) {
        while (taken.has(`${row},${column}`)) column++
        for (let down = 0; down < cell.rowSpan; down++) for (let right = 0; right < cell.colSpan; right++) taken.add(`${row + down},${column + right}`)
        const header = cell.tagName === 'TH' ? (cell.scope === 'row' ? 'row' : 'column') : null
        cells.push({ row, column, rowSpan: cell.rowSpan, columnSpan: cell.colSpan, text: clean(cell.innerText), header })
        column += cell.colSpan
        columns = Math.max(columns, column)
      }
    }
    const body = [boxOf(table.tHead ?? table.tBodies[0]), boxOf(table.tBodies[0])]
    const [x, y, width] = body[0]
    const bottom = body[1][1] + body[1][3]
    // A heading right above a table names it, too.
    const before = table.previousElementSibling
    const named = table.caption ?? (before?.tagName === 'H2' ? before : null)
    return { rows: table.rows.length, columns, caption: clean(named?.innerText ?? ''), box: [x, y, width, Math.round((bottom - y) * 10) / 10], cells }
  })
  const fields = [...document.querySelectorAll('[data-field]')].map((field) => ({
    label: clean(field.querySelector('[data-label]').innerText),
    value: clean(field.querySelector('[data-value]').innerText),
    box: boxOf(field),
  }))
  return { tables, fields }
}
