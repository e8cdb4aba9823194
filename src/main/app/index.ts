import { app, utilityProcess } from 'electron'
import { ENGINE_BUNDLE } from '../resources'
import { readLaunch } from './launch'

// Electron's entry. In a development tree the first argument is the app's own folder.
const launch = readLaunch(process.argv.slice(app.isPackaged ? 1 : 2))
if (launch.as === 'command') {
  const { main } = await import('../../cli/main')
  const { createServices } = await import('../../cli/services')
  const { createUtilitySpawner } = await import('./utility-spawner')
  // The packaged program is no Node: a child of it would be the app once more.
  const spawner = async () => {
    await app.whenReady()
    return createUtilitySpawner((...args) => utilityProcess.fork(...args), ENGINE_BUNDLE, process.env)
  }
  await main(launch.argv, createServices(spawner))
} else {
  const { start } = await import('./start')
  await start(launch)
}
