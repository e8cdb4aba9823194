import { describe, expect, test } from 'vitest'
import { driverOf, parseManifest, parseNvidiaVersion, thisSystem, type DriverSystem } from '../../../src/main/models/device-driver'

const MANIFEST = '{"file_format_version": "1.0.0", "ICD": {"library_path": "libvulkan_radeon.so", "api_version": "1.3.255"}}'
const NVIDIA = `NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.104.05  Sat Aug 19 01:15:15 UTC 2023
GCC version:  gcc version 12.2.0 (Debian 12.2.0-14)
`

type Files = Readonly<Record<string, { readonly text?: string; readonly size?: number; readonly mtimeMs?: number }>>

const LINUX: Files = {
  '/usr/share/vulkan/icd.d/radeon_icd.json': { text: MANIFEST },
  '/usr/lib/x86_64-linux-gnu/libvulkan_radeon.so': { size: 9_000_000, mtimeMs: 1_700_000_000_000 },
}

function system(files: Files, change: Partial<DriverSystem> = {}): DriverSystem {
  return {
    ...{ platform: 'linux', env: {}, home: '/home/u', release: '6.1.0', arch: 'x64', processor: 'Zen × 8' },
    read: (path) => files[path]?.text ?? null,
    list: (folder) => Object.keys(files).flatMap((path) => (path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : [])),
    stat: (path) => (files[path]?.size === undefined ? null : { size: files[path].size, mtimeMs: files[path].mtimeMs ?? 0 }),
    ...change,
  }
}

describe('on Linux', () => {
  test("NVIDIA's version is its kernel module's", () => {
    expect(driverOf('cuda', system({ '/proc/driver/nvidia/version': { text: NVIDIA } }))).toBe('linux x64 nvidia-535.104.05')
    expect(driverOf('webgpu', system({ '/proc/driver/nvidia/version': { text: NVIDIA } }))).toContain('nvidia-535.104.05')
  })

  const same = (one: Files, other: Files, env: NodeJS.ProcessEnv = {}): boolean =>
    driverOf('webgpu', system(one, { env })) === driverOf('webgpu', system(other, { env }))

  test('the same files are the same driver', () => {
    expect(same(LINUX, { ...LINUX })).toBe(true)
  })

  test.each([
    ['its library was replaced', { ...LINUX, '/usr/lib/x86_64-linux-gnu/libvulkan_radeon.so': { size: 9_000_001, mtimeMs: 1_700_000_000_001 } }],
    ['it offers another version', { ...LINUX, '/usr/share/vulkan/icd.d/radeon_icd.json': { text: MANIFEST.replace('255', '260') } }],
    ['another one was added', { ...LINUX, '/etc/vulkan/icd.d/other.json': { text: MANIFEST.replace('radeon', 'other') } }],
    ['it was taken away', {}],
  ] as const)('a Vulkan driver is another one where %s', (_what, files) => {
    expect(same(LINUX, files)).toBe(false)
  })

  test("a driver that the environment names is the loader's only one", () => {
    const named = { '/opt/icd.json': { text: MANIFEST.replace('libvulkan_radeon.so', './libsoft.so') }, '/opt/libsoft.so': { size: 5, mtimeMs: 1 } }
    const env = { VK_ICD_FILENAMES: '/opt/icd.json' }
    expect(same(named, { ...named, ...LINUX }, env)).toBe(true)
    expect(same(named, { ...named, '/opt/libsoft.so': { size: 6, mtimeMs: 1 } }, env)).toBe(false)
  })
})

test("macOS's drivers come with it: they are another one when it is", () => {
  expect(driverOf('coreml', system({}, { platform: 'darwin', release: '25.1.0', arch: 'arm64' }))).toBe('darwin arm64 25.1.0')
})

describe('on Windows', () => {
  const store = 'C:\\Windows/System32/DriverStore/FileRepository'
  const windows = (...names: string[]): string =>
    driverOf('dml', system({}, { platform: 'win32', release: '10.0.26100', env: { SystemRoot: 'C:\\Windows' }, list: (path) => (path === store ? names : []) }))

  test('a display driver is another one where its folder is', () => {
    expect(windows('nv_dispi.inf_amd64_1111')).not.toBe(windows('nv_dispi.inf_amd64_2222'))
    expect(windows('u0396558.inf_amd64_1')).not.toBe(windows('iigd_dch.inf_amd64_1'))
  })

  test('other drivers do not matter', () => {
    expect(windows('nv_dispi.inf_amd64_1111')).toBe(windows('nv_dispi.inf_amd64_1111', 'hdaudio.inf_amd64_3', 'usbvideo.inf_amd64_4'))
  })
})

test("the processor's is its name", () => {
  expect(driverOf('cpu', system({}))).toBe('Zen × 8')
})

test.each([
  ['', null],
  ['NVRM version: none', null],
  [NVIDIA, '535.104.05'],
  ['NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  550.54.14  Release Build\n', '550.54.14'],
])("NVIDIA's file %j says %s", (text, version) => {
  expect(parseNvidiaVersion(text)).toBe(version)
})

test.each(['', 'null', '[]', '{"ICD": 3}', '{"ICD": {"library_path": 4}}', '{'])('a manifest %j is none', (text) => {
  expect(parseManifest(text)).toBeNull()
})

test('this machine can be looked at without a fault', () => {
  expect(driverOf('webgpu', thisSystem())).not.toBe('')
  expect(driverOf('cpu', thisSystem())).not.toBe('')
})
