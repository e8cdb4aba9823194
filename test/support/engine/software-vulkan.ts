import { existsSync } from 'node:fs'

/** Chromium's software driver, by its package's places. */
const DRIVERS = ['/usr/lib/chromium/vk_swiftshader_icd.json', '/usr/lib/chromium-browser/vk_swiftshader_icd.json']
/** Vulkan's loader, which Dawn opens by its name. */
const LOADERS = ['/usr/lib/x86_64-linux-gnu/libvulkan.so.1', '/usr/lib64/libvulkan.so.1', '/usr/lib/libvulkan.so.1']

const driver = process.platform === 'linux' && process.arch === 'x64' ? DRIVERS.find(existsSync) : undefined
const missing = driver === undefined ? "Debian's chromium with its software driver" : 'libvulkan1'

/** The environment in which WebGPU computes on the processor; null where the driver or the loader is not there. */
export const SOFTWARE_VULKAN = driver !== undefined && LOADERS.some(existsSync) ? { VK_ICD_FILENAMES: driver } : null

/** For a test's name: what it needs that is not there, where it is skipped. */
export const UNLESS_VULKAN = SOFTWARE_VULKAN ? '' : ` (skipped: needs ${missing})`
