import { expect, test } from 'vitest'
import { cacheFolder, settingsFolder } from '../../../src/main/settings/settings-folder'

test.each([
  ['linux', {}, '/home/me/.config/Descry', '/home/me/.cache/descry'],
  ['linux', { XDG_CONFIG_HOME: '/c', XDG_CACHE_HOME: '/k' }, '/c/Descry', '/k/descry'],
  // The specification has relative ones ignored.
  ['linux', { XDG_CONFIG_HOME: 'c', XDG_CACHE_HOME: './k' }, '/home/me/.config/Descry', '/home/me/.cache/descry'],
  ['darwin', {}, '/home/me/Library/Application Support/Descry', '/home/me/Library/Caches/Descry'],
  ['win32', { APPDATA: 'C:\\R', LOCALAPPDATA: 'C:\\L' }, 'C:\\R\\Descry', 'C:\\L\\Descry\\cache'],
] as const)('on %s with %j settings and what can be made again lie where that system keeps them', (platform, env, settings, cache) => {
  expect(settingsFolder(env, platform, '/home/me')).toBe(settings)
  expect(cacheFolder(env, platform, '/home/me')).toBe(cache)
})
