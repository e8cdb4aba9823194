import { type FuseConfig, FuseV1Options, FuseVersion } from '@electron/fuses'

interface Fuse {
  readonly fuse: FuseV1Options
  readonly on: boolean
  readonly why: string
}

/** SECURITY: what the packaged Electron can do at all; nothing at run time can change it back. */
export const FUSES: readonly Fuse[] = [
  { fuse: FuseV1Options.RunAsNode, on: false, why: 'a signed Descry must not run any script as Node' },
  { fuse: FuseV1Options.EnableCookieEncryption, on: true, why: 'nothing of a session lies in plain text' },
  { fuse: FuseV1Options.EnableNodeOptionsEnvironmentVariable, on: false, why: 'NODE_OPTIONS could load code' },
  { fuse: FuseV1Options.EnableNodeCliInspectArguments, on: false, why: '--inspect would open the main process' },
  { fuse: FuseV1Options.EnableEmbeddedAsarIntegrityValidation, on: true, why: 'a changed archive does not start' },
  { fuse: FuseV1Options.OnlyLoadAppFromAsar, on: true, why: 'a folder beside the archive is not Descry' },
  { fuse: FuseV1Options.LoadBrowserProcessSpecificV8Snapshot, on: false, why: 'there is only the usual snapshot' },
  { fuse: FuseV1Options.GrantFileProtocolExtraPrivileges, on: false, why: 'pages come from app://, never file://' },
  { fuse: FuseV1Options.WasmTrapHandlers, on: true, why: "Flite's memory is checked by the processor, as V8 does" },
]

/**
 * What @electron/fuses is to set. Strict: a fuse that a later Electron adds stops the packaging until it
 * has a row above.
 *
 * @param adHocSignature whether to sign anew for this machine alone: Apple's processors start nothing
 *   whose signature the change has broken
 */
export function fuseConfig(adHocSignature: boolean): FuseConfig {
  const states = Object.fromEntries(FUSES.map(({ fuse, on }) => [fuse, on])) as Record<FuseV1Options, boolean>
  return {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: adHocSignature,
    ...states,
  }
}
