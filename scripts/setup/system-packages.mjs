import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { run } from './run.mjs'

/**
 * What Descry uses of the system, by Debian's package names, each with its reason. `or` names programs
 * that do as well, `elsewhere` the one that shows it is there on other systems; `test` packages are for the
 * tests only.
 */
export const SYSTEM_PACKAGES = [
  { name: 'speech-dispatcher', reason: 'speaks the answers when no screen reader runs' },
  { name: 'speech-dispatcher-espeak-ng', reason: 'is the voice that speech-dispatcher speaks with', elsewhere: 'espeak-ng' },
  { name: 'alsa-utils', reason: 'plays sounds and spoken files', or: ['paplay', 'pw-play', 'aplay'] },
  { name: 'xclip', reason: 'reads pictures from the clipboard on X11' },
  { name: 'wl-clipboard', reason: 'reads pictures from the clipboard on Wayland', or: ['wl-paste'] },
  { name: 'python3-pip', reason: 'fetches the text recogniser', or: ['pip3', 'pip'] },
  { name: 'dbus', reason: 'gives the tests a session bus of their own', test: true, or: ['dbus-daemon'] },
  { name: 'pulseaudio', reason: 'gives the tests a sound card that nobody hears', test: true },
  { name: 'pulseaudio-utils', reason: 'records what the tests speak', test: true, or: ['parecord'] },
  { name: 'chromium', reason: 'shows the windows where Electron cannot be had', or: ['chromium-browser'] },
  { name: 'xvfb', reason: 'is a screen for the tests', test: true, or: ['Xvfb'] },
  { name: 'openbox', reason: 'manages the windows on that screen', test: true },
  { name: 'xdotool', reason: 'presses keys in the tests', test: true },
  { name: 'x11-xserver-utils', reason: 'gives the tests a second display', test: true, or: ['xrandr'] },
  { name: 'x11-utils', reason: 'looks at windows in the tests', test: true, or: ['xprop'] },
  { name: 'imagemagick', reason: 'photographs the screen of the tests', test: true, or: ['import'] },
  { name: 'python3-gi', reason: 'opens another program beside the screen reader in the tests', test: true },
  { name: 'gir1.2-gtk-3.0', reason: 'is what that program is made with', test: true },
  { name: 'fonts-dejavu-core', reason: 'are the letters that the tests read', test: true },
  { name: 'at-spi2-core', reason: 'is what screen readers listen to', test: true },
  { name: 'orca', reason: 'is the screen reader that the tests listen to', test: true },
  { name: 'ffmpeg', reason: 'makes films for the camera of the tests', test: true },
  { name: 'sox', reason: 'measures what the tests hear', test: true },
  { name: 'nsis', reason: 'checks the installer for Windows', test: true, or: ['makensis'] },
  { name: 'desktop-file-utils', reason: 'checks the menu entry', test: true, or: ['desktop-file-validate'] },
  { name: 'strace', reason: 'proves that nothing goes to the network', test: true },
]

/**
 * What to do about missing packages; pure.
 *
 * @param {{ debian: boolean, root: boolean, linux: boolean, missing: { name: string, reason: string }[] }} system
 * @returns {{ install: string[], say: string[] }}
 */
export function planPackages({ debian, root, linux, missing }) {
  if (missing.length === 0 || !linux) return { install: [], say: [] }
  const reasons = missing.map(({ name, reason }) => `${name}: ${reason}.`)
  const names = missing.map(({ name }) => name)
  if (debian && root) return { install: names, say: ['Installing system packages.', ...reasons] }
  const how = debian
    ? `Ask an administrator to run: apt-get install ${names.join(' ')}.`
    : 'Install them, or what your system calls them, with its own tool.'
  return { install: [], say: ['Some system packages are missing. Descry starts without them.', ...reasons, how] }
}

function isDebian() {
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}

function onPath(command) {
  return spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0
}

function installed() {
  const result = spawnSync('dpkg-query', ['-W', '-f=${Package} ${Status}\n'], { encoding: 'utf8', maxBuffer: 2 ** 25 })
  const lines = result.status === 0 ? result.stdout.split('\n') : []
  return new Set(lines.filter((line) => line.endsWith(' installed')).map((line) => line.split(' ')[0]))
}

/** What of the table is not here. */
function missingPackages(forTests, debian) {
  const have = debian ? installed() : new Set()
  return (
    SYSTEM_PACKAGES.filter((entry) => (forTests || !entry.test) && !have.has(entry.name))
      // Packages are named differently off Debian: there the program is what counts.
      .filter(({ name, or = [], elsewhere = name }) => !(debian ? or : [...or, elsewhere]).some(onPath))
  )
}

/**
 * Installs what is missing where this user may, else says what to install. Never fails the set-up.
 *
 * @returns {Promise<string[]>} names of what is still missing
 */
export async function provideSystemPackages(forTests, say) {
  const linux = process.platform === 'linux'
  if (!linux) return []
  const debian = isDebian()
  const missing = missingPackages(forTests, debian)
  const plan = planPackages({ debian, root: process.getuid?.() === 0, linux, missing })
  plan.say.forEach(say)
  if (plan.install.length === 0) return missing.map(({ name }) => name)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], { env })
  const { output } = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...plan.install], { env })
  const still = missingPackages(forTests, debian).map(({ name }) => name)
  if (still.length > 0) {
    output.split('\n').filter((line) => line.startsWith('E: ')).slice(0, 3).forEach((line) => say(line.slice(3)))
    say(`Not installed: ${still.join(', ')}. Descry starts without; npm start -- doctor says what that means.`)
  }
  return still
}
