import { app } from 'electron'
import { readLaunch } from './launch'

// Electron's entry. In a development tree the first argument is the app's own folder.
const launch = readLaunch(process.argv.slice(app.isPackaged ? 1 : 2))
if (launch.as === 'command') {
  const { main } = await import('../../cli/main')
  await main(launch.argv)
} else {
  const { start } = await import('./start')
  await start(launch)
}
