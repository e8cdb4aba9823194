import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { DesktopSession } from './session'
import { until } from './until'

/** A part of the screen that counts as a monitor; pixels. */
export interface Monitor {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Wide and high enough for two windows beside each other. */
const SCREEN: Monitor = { x: 0, y: 0, width: 1280, height: 800 }

/** New windows get the focus, as people have it; nothing but Alt+F4 is bound. */
const OPENBOX = `<?xml version="1.0"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew><followMouse>no</followMouse></focus>
  <placement><policy>Smart</policy></placement>
  <desktops><number>1</number><popupTime>0</popupTime></desktops>
  <keyboard><keybind key="A-F4"><action name="Close"/></keybind></keyboard>
  <mouse>
    <context name="Client"><mousebind button="Left" action="Press"><action name="Focus"/><action name="Raise"/></mousebind></context>
    <context name="Titlebar"><mousebind button="Left" action="Press"><action name="Focus"/><action name="Raise"/></mousebind></context>
  </mouse>
</openbox_config>
`

/**
 * Starts an X server without a monitor and openbox on it, and puts DISPLAY into the session.
 *
 * @param monitors one is the whole screen; several lie on one screen that holds them all
 */
export async function startDisplay(session: DesktopSession, monitors: readonly Monitor[] = [SCREEN]): Promise<void> {
  const width = Math.max(...monitors.map((m) => m.x + m.width))
  const height = Math.max(...monitors.map((m) => m.y + m.height))
  const size = ['-screen', '0', `${width}x${height}x24`, '-dpi', '96']
  const server = session.start('Xvfb', ['-displayfd', '3', ...size, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const [number] = (await once(server.stdio[3] as Readable, 'data')) as [Buffer]
  session.env['DISPLAY'] = `:${number.toString().trim()}`
  const config = join(session.folder, 'openbox.xml')
  await writeFile(config, OPENBOX)
  session.start('openbox', ['--config-file', config, '--sm-disable'])
  await until('the window manager', async () =>
    (await session.run('xprop', ['-root', '_NET_SUPPORTING_WM_CHECK'])).stdout.includes('window id'),
  )
  if (monitors.length < 2) return
  for (const [i, m] of monitors.entries()) {
    const millimetres = (pixels: number): number => Math.round((pixels * 25.4) / 96)
    const place = `${m.width}/${millimetres(m.width)}x${m.height}/${millimetres(m.height)}+${m.x}+${m.y}`
    await session.output('xrandr', ['--setmonitor', `monitor-${i + 1}`, place, i === 0 ? 'screen' : 'none'])
  }
}
