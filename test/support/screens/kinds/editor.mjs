import { block, el, esc, menuBar } from './parts.mjs'

export const css = `
.wrap{display:flex;height:100%} .side{width:15em;padding:.8em;background:var(--panel)} .side div{padding:.3em .4em}
.main{flex:1} .tabs{display:flex;background:var(--panel)} .tab{padding:.5em 1.2em} .tab.on{background:var(--bg)}
.code{font-family:var(--mono);white-space:pre;line-height:1.5;padding:.6em 0} .code .ln{display:inline-block;width:3em;text-align:right;color:var(--dim);margin-right:1.4em}
.k{color:var(--c1)} .s{color:var(--c2)} .n{color:var(--c3)} .c{color:var(--dim);font-style:italic}
.status{position:absolute;bottom:0;left:0;right:0;display:flex;gap:2.5em;padding:.3em 1em;background:var(--accent);color:#fff}`

const SNIPPETS = [
  ['import { readFile } from \'node:fs/promises\'', '', '/** Reads a table and adds up its third column. */', 'export async function total(path, { skip = 1 } = {}) {', '  const text = await readFile(path, \'utf8\')', '  let sum = 0', '  for (const line of text.split(\'\\n\').slice(skip)) {', '    const cells = line.split(\';\')', '    if (cells.length < 3) continue', '    sum += Number(cells[2].replace(\',\', \'.\'))', '  }', '  return Math.round(sum * 100) / 100', '}'],
  ['from dataclasses import dataclass', '', '@dataclass', 'class Box:', '    x: float = 0.0', '    width: float = 1.0', '', '    def overlaps(self, other: "Box") -> bool:', '        # Touching edges do not count.', '        return self.x < other.x + other.width', '', 'boxes = [Box(i * 10, 8) for i in range(64)]', 'print(f"{len(boxes)} boxes, {sum(b.width for b in boxes):.1f} px")'],
  ['fn main() -> Result<(), Error> {', '    let args: Vec<String> = env::args().collect();', '    let limit = args.get(1).map_or(256, |a| a.parse().unwrap());', '    // The queue holds at most `limit` frames.', '    let mut queue = VecDeque::with_capacity(limit);', '    while let Some(frame) = source.next()? {', '        if queue.len() == limit { queue.pop_front(); }', '        queue.push_back(frame);', '    }', '    println!("kept {} of {}", queue.len(), source.count());', '    Ok(())', '}'],
  ['SELECT c.name, SUM(o.total) AS revenue', 'FROM orders AS o', 'JOIN customers AS c ON c.id = o.customer_id', 'WHERE o.created_at >= \'2024-07-01\'', '  AND o.state <> \'cancelled\'', 'GROUP BY c.name', 'HAVING SUM(o.total) > 1500', 'ORDER BY revenue DESC', 'LIMIT 20;'],
  ['.button:hover > .icon {', '  color: #1d4ed8;', '  transform: translate(-50%, 2px) scale(1.05);', '  transition: opacity 120ms ease-in-out;', '}', '', '@media (max-width: 640px) {', '  .sidebar { display: none; }', '  main { padding: 0 16px 24px; }', '}'],
]

const KEYWORD = /\b(import|from|export|async|await|function|const|let|for|if|return|class|def|fn|while|mut|SELECT|FROM|JOIN|WHERE|ORDER BY)\b/g

const paint = (line) => {
  const at = line.search(/(\/\/|# |\/\*)/)
  const code = at === -1 ? line : line.slice(0, at)
  const comment = at === -1 ? '' : `<span class="c">${esc(line.slice(at))}</span>`
  return esc(code).replace(KEYWORD, '<span class="k">$1</span>') + comment
}

/** A code editor: files, tabs, numbered lines, status bar. */
export function editor({ words, r, room }) {
  const names = r.some(words.editorNames, 4)
  const lines = r.some(SNIPPETS, 5).flatMap((snippet) => [...snippet, '']).slice(0, room(1.5, 7))
  const body = `${menuBar(words)}<div class="wrap">${block(
    'side',
    [...names, ...r.some(words.files, 5)].map((name) => el('div', '', name)).join(''),
  )}<div class="main">${block(
    'tabs',
    names.slice(0, 3).map((name, i) => el('div', i ? 'tab' : 'tab on', name)).join(''),
  )}${block(
    'code',
    lines.map((line, i) => (line === '' ? '<div>&nbsp;</div>' : `<div><span class="ln">${i + 1}</span>${paint(line)}</div>`)).join(''),
  )}</div></div>${block(
    'status',
    ['main', 'UTF-8', 'LF', `Ln ${r.int(1, 90)}, Col ${r.int(1, 80)}`].map((t) => el('span', '', t)).join(''),
  )}`
  return { headline: names[0], body }
}
