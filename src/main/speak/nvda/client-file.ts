import { existsSync } from 'node:fs'
import { win32 } from 'node:path'
import type { Environment } from '../programs'

const NAME = 'nvdaControllerClient.dll'

/**
 * Where NVDA's client library may lie, best first: with the app, as the packager put it, by processor; or
 * where the user put it. SECURITY: whole paths only, so that Windows searches nowhere else.
 *
 * @param arch x64 or arm64, as `process.arch`
 */
export function clientFiles(resources: string, env: Environment, arch: string): string[] {
  return [
    win32.join(resources, 'nvda', arch, NAME),
    ...(userFolder(env) === undefined ? [] : [win32.join(userFolder(env) ?? '', NAME)]),
  ]
}

/** The folder in which a user may put the library: %LOCALAPPDATA%\Descry\nvda. */
export function userFolder(env: Environment): string | undefined {
  const local = env['LOCALAPPDATA']
  return local !== undefined && win32.isAbsolute(local) ? win32.join(local, 'Descry', 'nvda') : undefined
}

/** The library's path, looked for anew at each call: the user may have just put it there. */
export function findClientFile(resources: string, env: Environment, arch: string): string | undefined {
  return clientFiles(resources, env, arch).find((path) => existsSync(path))
}
