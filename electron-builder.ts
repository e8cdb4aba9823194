import { join } from 'node:path'
import type { Configuration } from 'electron-builder'
import { afterPack } from './packaging/after-pack'
import { archived, DOCUMENTS, UNPACKED } from './packaging/contents'
import { DESKTOP_ENTRY } from './packaging/desktop-entry'
import { APP_ID, DESKTOP_NAME, HOMEPAGE, MAINTAINER } from './packaging/identity'
import { USAGE } from './packaging/mac/usage'
import { SYSTEM_PACKAGES } from './scripts/setup/system-packages.mjs'

/** Speech, sound and clipboard programs: Descry says what is missing and works without, so none is required. */
const recommends = SYSTEM_PACKAGES.flatMap(({ name, test }: { name: string; test?: boolean }) =>
  // Only set-up uses pip: what it fetches is in the package.
  test || name === 'python3-pip' ? [] : [name],
)

const copyright = join(import.meta.dirname, 'THIRD_PARTY.md')

/** How `npm run package` makes Descry into something to install; docs/packaging.md explains. */
const config: Configuration = {
  appId: APP_ID,
  productName: 'Descry',
  copyright: 'Apache-2.0',
  extraMetadata: { desktopName: DESKTOP_NAME, homepage: HOMEPAGE },
  directories: { output: 'dist', buildResources: 'packaging' },
  artifactName: '${name}-${version}-${os}-${arch}.${ext}',
  asar: true,
  asarUnpack: UNPACKED,
  extraResources: DOCUMENTS,
  electronLanguages: ['en-US', 'de'],
  // Every native module is Node-API and comes built.
  npmRebuild: false,
  publish: null,
  // SECURITY: the older AppImage tools start every app with --no-sandbox.
  toolsets: { appimage: '1.0.3' },
  afterPack,
  linux: {
    target: ['AppImage', 'deb'],
    files: archived('linux'),
    executableName: 'descry',
    icon: 'resources/icons',
    category: 'Utility;Accessibility',
    synopsis: 'Describes pictures and the screen aloud, offline',
    maintainer: MAINTAINER,
    syncDesktopName: true,
    desktop: { entry: DESKTOP_ENTRY },
  },
  deb: {
    packageCategory: 'utils',
    recommends,
    fpm: [`${copyright}=/usr/share/doc/descry/copyright`],
  },
  win: {
    target: ['nsis'],
    files: archived('win32'),
    icon: 'resources/icons/icon.ico',
    extraFiles: [{ from: 'packaging/windows/descry.cmd', to: 'descry.cmd' }],
  },
  nsis: {
    oneClick: true,
    perMachine: false,
    include: 'packaging/windows/installer.nsh',
    // A choice of settings is the user's own; it goes only with the folder.
    deleteAppDataOnUninstall: false,
  },
  mac: {
    // onnxruntime has no build for Intel processors any more.
    target: [{ target: 'dmg', arch: ['arm64'] }],
    files: archived('darwin'),
    icon: 'resources/icons/icon.icns',
    category: 'public.app-category.utilities',
    hardenedRuntime: true,
    entitlements: 'packaging/mac/entitlements.plist',
    entitlementsInherit: 'packaging/mac/entitlements.plist',
    extendInfo: USAGE,
    extraResources: [{ from: 'packaging/mac/de.lproj', to: 'de.lproj' }],
    notarize: false,
  },
}

export default config
