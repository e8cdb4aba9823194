import { type KeySystem, keySystem } from '../shared/keys'

const { platform } = navigator

/** Whose keyboard it is: which modifiers there are, and how they are called. */
export const SYSTEM: KeySystem = keySystem(platform.startsWith('Mac') ? 'darwin' : platform.startsWith('Win') ? 'win32' : 'linux')
