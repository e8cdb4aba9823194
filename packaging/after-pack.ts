import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { flipFuses } from '@electron/fuses'
import { Arch, type AfterPackContext } from 'electron-builder'
import { fuseConfig } from './fuses'

/** The packed program by its system: on macOS the bundle, in which @electron/fuses finds the framework. */
function program({ appOutDir, electronPlatformName, packager }: AfterPackContext): string {
  const { productFilename } = packager.appInfo
  const names: Record<string, string> = { darwin: `${productFilename}.app`, win32: `${productFilename}.exe` }
  // On Linux alone the program's name is an option of its own.
  const linux = packager.platformSpecificBuildOptions as { readonly executableName?: string }
  return join(appOutDir, names[electronPlatformName] ?? linux.executableName ?? packager.appInfo.name)
}

/** Runs on the packed folder before it is signed: no program but Descry is left in it, and the fuses are set. */
export async function afterPack(context: AfterPackContext): Promise<void> {
  // Electron's own welcome window, which it falls back to.
  await rm(join(context.packager.getResourcesDir(context.appOutDir), 'default_app.asar'), { force: true })
  const appleProcessor = context.electronPlatformName === 'darwin' && context.arch === Arch.arm64
  await flipFuses(program(context), fuseConfig(appleProcessor))
}
