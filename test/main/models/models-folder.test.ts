import { expect, test } from 'vitest'
import { modelsFolder } from '../../../src/main/models/models-folder'

test.each([
  ['linux', {}, '/home/ana', '/home/ana/.local/share/descry/models'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/home/ana', '/data/descry/models'],
  ['linux', { XDG_DATA_HOME: 'data' }, '/home/ana', '/home/ana/.local/share/descry/models'],
  ['linux', { XDG_DATA_HOME: '' }, '/home/ana', '/home/ana/.local/share/descry/models'],
  ['win32', { LOCALAPPDATA: 'C:\\Users\\ana\\AppData\\Local' }, 'C:\\Users\\ana', 'C:\\Users\\ana\\AppData\\Local\\Descry\\models'],
  ['win32', {}, 'C:\\Users\\ana', 'C:\\Users\\ana\\AppData\\Local\\Descry\\models'],
  ['darwin', {}, '/Users/ana', '/Users/ana/Library/Application Support/Descry/models'],
  ['linux', { DESCRY_MODELS: '/mnt/large' }, '/home/ana', '/mnt/large'],
] as const)('on %s with %o models lie in the place for one user’s data', (platform, environment, home, folder) => {
  expect(modelsFolder(environment, platform, home)).toBe(folder)
})
