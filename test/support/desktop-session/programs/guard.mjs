// Ends what a test session has started and removes its folders:
//   node guard.mjs MARK FOLDER…   when the standard input ends, be it that the test says so or that it died
// A program belongs to the session if MARK is in its environment, if one of the folders is in its command
// line or is where it stands, or if its parent belongs to it.
import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

const [mark = '', ...folders] = process.argv.slice(2)
/** It removes its lock and its socket when it is asked to end; all others write into the folders only. */
const GENTLY = 'Xvfb'
/** Milliseconds that it may take for that. */
const GRACE = 2000
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

function standsIn(pid) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return ''
  }
}

function isMarked(pid) {
  // Chromium writes its titles over its environment.
  const places = `${read(`/proc/${pid}/cmdline`)}\0${standsIn(pid)}`
  return folders.some((folder) => places.includes(folder)) || read(`/proc/${pid}/environ`).includes(mark)
}

function members() {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number)
  const parents = new Map(pids.map((pid) => [pid, parentOf(pid)]).filter(([, parent]) => parent !== 0))
  // The guard has the mark and the folders in its own command line.
  parents.delete(process.pid)
  const found = new Set([...parents.keys()].filter(isMarked))
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid)
  }
  return [...found]
}

function send(pid, signal) {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended by itself.
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
  for (let left = members(); left.length > 0; left = members()) {
    const late = Date.now() - since > GRACE
    for (const pid of left) {
      const gently = !late && read(`/proc/${pid}/comm`).startsWith(GENTLY)
      if (!gently || !ended.has(pid)) send(pid, gently ? 'SIGTERM' : 'SIGKILL')
      ended.add(pid)
    }
    await pause(STEP)
  }
  removeLocks(ended)
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  process.exit(0)
})
