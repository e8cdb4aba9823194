import { existsSync } from 'node:fs'
import { build, isBuilt } from './build.mjs'
import { areInstalled, installDependencies } from './dependencies.mjs'
import { electronProgram, provideElectron } from './electron.mjs'
import { areModelsThere, provideModels } from './fetched-models.mjs'
import { alone } from './lock.mjs'
import { at, PROJECT_NODE, ROOT } from './places.mjs'
import { say } from './say.mjs'
import { forgetStamp, look, readStamp, writeStamp } from './stamp.mjs'
import { provideSystemPackages } from './system-packages.mjs'
import { provideTestUser } from './test-user.mjs'

/** Milliseconds after which a start tries again for what could not be had; the tests try each time. */
const TRY_AGAIN = 24 * 60 * 60_000

/** Whether the last set-up still holds for this purpose; costs a few milliseconds. */
export function isReady(purpose) {
  const stamp = readStamp(ROOT)
  const now = look(ROOT)
  const unchanged = stamp.lockfile === now.lockfile && stamp.sources === now.sources
  if (!unchanged || !existsSync(PROJECT_NODE) || !isBuilt()) return false
  if (stamp.models && !areModelsThere(ROOT)) return false
  if (purpose === 'app' && isElectronDue(stamp)) return false
  const complete = stamp.models && stamp.missing.length === 0
  return purpose === 'test' ? stamp.tests && complete : complete || Date.now() - stamp.tried < TRY_AGAIN
}

/** Does what is not done yet. @returns {Promise<boolean>} whether the purpose can be served now */
export function setUp(purpose) {
  return alone(at('out/.setup-lock'), async () => isReady(purpose) || doTheRest(purpose))
}

function isElectronDue(stamp) {
  return electronProgram(ROOT) === null && !(Date.now() - stamp.electronTried < TRY_AGAIN)
}

async function doTheRest(purpose) {
  const stamp = readStamp(ROOT)
  const now = look(ROOT)
  const tests = purpose === 'test' || stamp.tests === true
  const due = purpose === 'test' || !(Date.now() - stamp.tried < TRY_AGAIN)
  const tried = due ? Date.now() : stamp.tried

  if (purpose === 'test') await provideTestUser(say)
  const missing = due ? await provideSystemPackages(tests, say) : stamp.missing
  const isInstalled = stamp.lockfile === now.lockfile || areInstalled(ROOT)
  if (!isInstalled || !existsSync(PROJECT_NODE)) {
    forgetStamp(ROOT)
    if (!(await installDependencies(say))) return false
  }
  // A model that was there and is gone is fetched at once; one that could not be had only when due.
  const models = due || stamp.models ? await provideModels(ROOT, say) : false
  if (stamp.sources !== now.sources || !isBuilt()) {
    forgetStamp(ROOT)
    if (!(await build(say))) return false
  }
  let { electronTried = 0 } = stamp
  if (purpose === 'app' && isElectronDue(stamp)) {
    await provideElectron(ROOT, say)
    electronTried = Date.now()
  }
  writeStamp(ROOT, { ...now, models, missing, tests, tried, electronTried })
  say('Descry is ready.')
  return true
}
