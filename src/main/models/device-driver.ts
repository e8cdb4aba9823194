import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { arch, cpus, homedir, release } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import type { Device } from '../../shared/devices'

/** What of the system a driver's version is read from; all of it answers null or nothing where it cannot. */
export interface DriverSystem {
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
  readonly home: string
  readonly release: string
  readonly arch: string
  readonly processor: string
  readonly read: (path: string) => string | null
  readonly list: (path: string) => readonly string[]
  readonly stat: (path: string) => { readonly size: number; readonly mtimeMs: number } | null
}

export function thisSystem(env: NodeJS.ProcessEnv = process.env): DriverSystem {
  return {
    ...{ platform: process.platform, env, home: homedir(), release: release(), arch: arch() },
    processor: `${cpus()[0]?.model ?? 'unknown'} × ${cpus().length}`,
    read: (path) => orElse(() => readFileSync(path, 'utf8'), null),
    list: (path) => orElse(() => readdirSync(path).sort(), []),
    stat: (path) => orElse(() => statSync(path), null),
  }
}

function orElse<T>(look: () => T, otherwise: T): T {
  try {
    return look()
  } catch {
    return otherwise
  }
}

/**
 * What stands for a device's driver: it differs where another driver, or another version of one, is there.
 * No program is started and nothing native is loaded for it.
 */
export function driverOf(device: Device, system: DriverSystem): string {
  if (device === 'cpu') return system.processor
  return [system.platform, system.arch, ...(SOURCES[system.platform] ?? kernel)(device, system)].join(' ')
}

type Source = (device: Device, system: DriverSystem) => readonly string[]

const kernel: Source = (_device, { release: version }) => [version]

/** macOS brings its drivers along, and Windows tells the drivers it has installed by their folders' names. */
const SOURCES: Readonly<Partial<Record<NodeJS.Platform, Source>>> = {
  linux: (device, system) => [...nvidia(system), ...(device === 'webgpu' ? [vulkan(system)] : [])],
  darwin: kernel,
  win32: (device, system) => [...kernel(device, system), displayDrivers(system)],
}

/** `NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.104.05  Sat Aug 19 …` */
function nvidia({ read }: DriverSystem): readonly string[] {
  const version = parseNvidiaVersion(read('/proc/driver/nvidia/version') ?? '')
  return version === null ? [] : [`nvidia-${version}`]
}

export function parseNvidiaVersion(text: string): string | null {
  return /^NVRM version:.*?\s(\d+(?:\.\d+)+)\s/m.exec(text)?.[1] ?? null
}

/**
 * Vulkan drivers as its loader finds them (github.com/KhronosGroup/Vulkan-Loader, docs/LoaderDriverInterface.md):
 * a JSON file names a library. That it is another one shows by its size and time.
 */
function vulkan(system: DriverSystem): string {
  const drivers = manifests(system).flatMap((path) => {
    const manifest = parseManifest(system.read(path) ?? '')
    if (!manifest) return []
    const libraries = libraryPlaces(manifest.library, path).map((place) => [place, system.stat(place)] as const)
    const [place, found] = libraries.find(([, stat]) => stat !== null) ?? [manifest.library, null]
    return [`${basename(place)} ${manifest.version} ${found ? `${found.size} ${Math.trunc(found.mtimeMs)}` : '-'}`]
  })
  return `vulkan-${fingerprint(drivers)}`
}

function manifests({ env, home, list }: DriverSystem): string[] {
  const named = env['VK_DRIVER_FILES'] ?? env['VK_ICD_FILENAMES']
  if (named !== undefined) return named.split(':').filter(Boolean)
  const shared = (env['XDG_DATA_DIRS'] || '/usr/local/share:/usr/share').split(':')
  const own = env['XDG_DATA_HOME'] || join(home, '.local/share')
  const folders = ['/etc/vulkan/icd.d', ...[own, ...shared].map((folder) => join(folder, 'vulkan/icd.d'))]
  return folders.flatMap((folder) => list(folder).filter((name) => name.endsWith('.json')).map((name) => join(folder, name)))
}

export function parseManifest(text: string): { library: string; version: string } | null {
  const icd = orElse(() => (JSON.parse(text) as { ICD?: Record<string, unknown> }).ICD, undefined)
  const library = icd?.['library_path']
  return typeof library === 'string' ? { library, version: String(icd?.['api_version']) } : null
}

/** A bare name is searched for as the dynamic linker does; what has a slash is relative to its manifest. */
function libraryPlaces(library: string, manifest: string): string[] {
  if (library.includes('/')) return [resolve(dirname(manifest), library)]
  const folders = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib', '/lib']
  return folders.map((folder) => join(folder, library))
}

/** Folders of NVIDIA's, AMD's, Intel's and Qualcomm's display drivers in Windows' driver store. */
const DISPLAY_DRIVER = /^(?:nv[a-z0-9_]*|u\d{7}|c\d{7}|iigd_[a-z]+|igdlh\w*|iigd\w*|qcdx\w*)\.inf_/i

function displayDrivers({ env, list, stat }: DriverSystem): string {
  const store = join(env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'DriverStore', 'FileRepository')
  const found = list(store).filter((name) => DISPLAY_DRIVER.test(name))
  return `display-${fingerprint(found.map((name) => `${name} ${stat(join(store, name))?.mtimeMs ?? '-'}`))}`
}

function fingerprint(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 12)
}
