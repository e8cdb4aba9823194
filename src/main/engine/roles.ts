import type { EngineRole } from '../../shared/engine-protocol'
import type { Role } from './job-table'

/** A role's code and native modules are loaded only in the process that plays it. */
export const ROLES: Readonly<Record<EngineRole, () => Promise<Role>>> = {
  'vision-language': async () => new (await import('./vision-language')).VisionLanguageRole(),
  'text-audio': async () => new (await import('./text-audio')).TextAudioRole(),
}
