/**
 * Runs inside the page: every visible line of text with its box, in the document's order, which is
 * the order of reading. A line is what one block of text shows at one height.
 */
export function truthInPage() {
  const inline = (el) => getComputedStyle(el).display === 'inline'
  const ownerOf = (node) => {
    let el = node.parentElement
    while (el.parentElement && inline(el)) el = el.parentElement
    return el
  }
  const blockOf = (el) => el.closest('[data-block]') ?? document.body
  const blocks = []
  const lines = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.data.trim() === '') {
      const last = lines.at(-1)
      if (last && last.owner === ownerOf(node)) last.text += ' '
      continue
    }
    const owner = ownerOf(node)
    const px = Number.parseFloat(getComputedStyle(node.parentElement).fontSize)
    const range = document.createRange()
    for (let i = 0; i < node.data.length; i++) {
      range.setStart(node, i)
      range.setEnd(node, i + 1)
      const rects = [...range.getClientRects()].filter((rect) => rect.width > 0)
      const rect = rects.at(-1)
      const last = lines.at(-1)
      if (!rect) {
        if (last && last.owner === owner && /\s/.test(node.data[i])) last.text += ' '
        continue
      }
      const middle = rect.top + rect.height / 2
      const same = last && last.owner === owner && middle > last.top && middle < last.bottom && rect.left >= last.right - px && rect.left <= last.right + 2.2 * px
      if (same) {
        last.text += node.data[i]
        if (/\s/.test(node.data[i])) {
          last.space = rect.right
          continue
        }
        last.right = Math.max(last.right, rect.right)
        last.top = Math.min(last.top, rect.top)
        last.bottom = Math.max(last.bottom, rect.bottom)
        last.px = Math.max(last.px, px)
      } else if (!/\s/.test(node.data[i])) {
        lines.push({ owner, text: node.data[i], left: rect.left, top: rect.top, right: rect.right, bottom: rect.bottom, px })
      }
    }
  }
  const shown = (line) => {
    if (line.left < 0 || line.top < 0 || line.right > innerWidth || line.bottom > innerHeight) return false
    const hit = document.elementFromPoint((line.left + line.right) / 2, (line.top + line.bottom) / 2)
    return hit !== null && (line.owner.contains(hit) || hit.contains(line.owner))
  }
  const out = []
  const cut = []
  for (const line of lines) {
    const text = line.text.replace(/\s+/g, ' ').trim()
    if (text === '') continue
    const block = blockOf(line.owner)
    if (!blocks.includes(block)) blocks.push(block)
    const box = [line.left, line.top, line.right - line.left, line.bottom - line.top].map((v) => Math.round(v * 10) / 10)
    if (!shown(line)) {
      if (line.top < innerHeight && line.left < innerWidth) cut.push(box)
      continue
    }
    out.push({
      text,
      box,
      px: Math.round(line.px * 10) / 10,
      block: blocks.indexOf(block),
    })
  }
  return { lines: out, cut }
}
