import { expect, test } from 'vitest'
import { contentSecurityPolicy, permissionsPolicy } from '../../../../src/main/app/security/content-security-policy'
import { WINDOWS } from '../../../../src/shared/ipc-schema'

const expected = (img: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'nonce-N'",
    `img-src ${img}`,
    "media-src 'none'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')

test('the whole policy of each page', () => {
  expect(contentSecurityPolicy('home', 'N')).toBe(expected("'self' blob:"))
  expect(contentSecurityPolicy('menu', 'N')).toBe(expected("'self'"))
  expect(contentSecurityPolicy('caption', 'N')).toBe(expected("'self'"))
  expect(contentSecurityPolicy('stage', 'N')).toBe(expected("'self'"))
})

test.each(WINDOWS)('no page of ours allows what a policy is there to forbid: %s', (window) => {
  const policy = contentSecurityPolicy(window, 'N')
  for (const loose of ['unsafe-inline', 'unsafe-eval', 'wasm-unsafe-eval', '*', 'http', 'data:', 'file:']) {
    expect(policy).not.toContain(loose)
  }
})

test('only the stage may use camera, screen and sound; no page may use anything else', () => {
  for (const window of WINDOWS) {
    const open = permissionsPolicy(window)
      .split(', ')
      .filter((feature) => !feature.endsWith('=()'))
    expect(open).toEqual(window === 'stage' ? ['autoplay=(self)', 'camera=(self)', 'display-capture=(self)', 'microphone=(self)'] : [])
  }
  expect(permissionsPolicy('home')).toContain('microphone=()')
})
