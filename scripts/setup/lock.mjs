import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { say } from './say.mjs'

/** Milliseconds between two looks at another set-up's lock. */
const LOOK_AGAIN = 300
/** Milliseconds after which a lock without an owner's name was not just being written, but left so. */
const NAMELESS_LIFE = 10_000

let taken = 0

/** Runs `work` while no other set-up of this folder does; a lock whose process is gone is taken over. */
export async function alone(file, work) {
  mkdirSync(dirname(file), { recursive: true })
  for (let told = false; !take(file); told = true) {
    if (clear(file)) continue
    if (!told) say('Another set-up of Descry is running in this folder. Waiting for it.')
    await wait(LOOK_AGAIN)
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

/** A link appears with its contents or not at all, so nobody reads a lock that is half written. */
function take(file) {
  const mine = `${file}.${process.pid}.${taken++}`
  writeFileSync(mine, nameOf(process.pid))
  try {
    linkSync(mine, file)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    return takeWithoutLinks(file)
  } finally {
    rmSync(mine, { force: true })
  }
}

/** Some file systems (exFAT) have no links. */
function takeWithoutLinks(file) {
  try {
    writeFileSync(file, nameOf(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

/** Takes a lock away that nobody holds. @returns {boolean} whether it is worth trying again at once */
function clear(file) {
  const seen = read(file)
  if (seen === null) return true
  if (isHeld(file, seen)) return false
  const aside = `${file}.gone.${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    // Another one was quicker.
    return true
  }
  try {
    // It was, and already holds a new lock under the same name: that one goes back.
    if (read(aside) !== seen) linkSync(aside, file)
  } catch {
    // Somebody holds it by now.
  }
  rmSync(aside, { force: true })
  return true
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

/** Number and, where the system tells, birth of a process: numbers are given again, also after a restart. */
function nameOf(pid) {
  return `${pid} ${birthOf(pid)}`
}

function birthOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // proc(5): field 22 is the start time; the name in field 2 may hold spaces and brackets.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return ''
  }
}

function isHeld(file, owner) {
  const [pid, birth = ''] = owner.split(' ')
  if (!(Number(pid) > 0)) {
    const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0)
    return age < NAMELESS_LIFE
  }
  try {
    process.kill(Number(pid), 0)
  } catch (error) {
    if (error.code !== 'EPERM') return false
  }
  const now = birthOf(pid)
  return birth === '' || now === '' || now === birth
}
