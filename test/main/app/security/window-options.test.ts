import { expect, test } from 'vitest'
import { webPreferences } from '../../../../src/main/app/security/window-options'

const build = { preload: '/app/out/preload/index.cjs', packaged: true }

const LOCKED = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  plugins: false,
  enableWebSQL: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  disableDialogs: true,
  webgl: false,
  devTools: false,
  preload: '/app/out/preload/index.cjs',
}

test.each(['home', 'menu', 'caption'] as const)('the whole web preferences of the %s window', (window) => {
  expect(webPreferences(window, build)).toEqual({
    ...LOCKED,
    backgroundThrottling: true,
    autoplayPolicy: 'document-user-activation-required',
  })
})

test('the whole web preferences of the stage, which works unseen and without a click', () => {
  expect(webPreferences('stage', build)).toEqual({
    ...LOCKED,
    backgroundThrottling: false,
    autoplayPolicy: 'no-user-gesture-required',
  })
})

test('developer tools exist only where Descry is not installed', () => {
  expect(webPreferences('home', { ...build, packaged: false }).devTools).toBe(true)
})
