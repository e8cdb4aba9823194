// Ends what a test session has started and removes its folders:
//   node guard.mjs MARK FOLDER…   when the standard input ends, be it that the test says so or that it died
// A program belongs to the session if MARK is in its environment, or if its parent belongs to it.
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

const [mark = '', ...folders] = process.argv.slice(2)
/** Milliseconds in which programs may end by themselves: Xvfb removes its lock then, pulseaudio its files. */
const GRACE = 3000
const STEP = 25

const read = (file) => {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return ''
  }
}

/** The parent of a process that lives; 0 for one that is dead, be it noted by its parent or not. */
function parentOf(pid) {
  const [state, parent] = read(`/proc/${pid}/stat`).replace(/^.*\) /s, '').split(' ')
  return state === undefined || state === '' || 'ZX'.includes(state) ? 0 : Number(parent)
}

function members() {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number)
  const parents = new Map(pids.map((pid) => [pid, parentOf(pid)]).filter(([, parent]) => parent !== 0))
  const found = new Set([...parents.keys()].filter((pid) => read(`/proc/${pid}/environ`).includes(mark)))
  // Chromium's children write their titles over their environment.
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid)
  }
  found.delete(process.pid)
  return [...found]
}

function send(pids, signal) {
  for (const pid of pids) {
    try {
      process.kill(pid, signal)
    } catch {
      // It has ended by itself.
    }
  }
}

/** A display that was killed leaves its lock and its socket. */
function removeLocks(ended) {
  for (const name of readdirSync('/tmp').filter((n) => /^\.X\d+-lock$/.test(n))) {
    if (!ended.has(Number(read(`/tmp/${name}`)))) continue
    rmSync(`/tmp/${name}`, { force: true })
    rmSync(`/tmp/.X11-unix/X${name.replace(/\D/g, '')}`, { force: true })
  }
}

process.on('SIGINT', () => undefined)
process.stdin.resume()
process.stdin.once('close', async () => {
  const ended = new Set()
  const since = Date.now()
  let told = new Set()
  for (let left = members(); left.length > 0; left = members()) {
    left.forEach((pid) => ended.add(pid))
    const late = Date.now() - since > GRACE
    // Stopped programs hear nothing before they are continued.
    send(left.filter((pid) => !told.has(pid)), 'SIGCONT')
    send(late ? left : left.filter((pid) => !told.has(pid)), late ? 'SIGKILL' : 'SIGTERM')
    told = new Set([...told, ...left])
    await pause(STEP)
  }
  removeLocks(ended)
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  process.exit(0)
})
