import { fileURLToPath } from 'node:url'

/**
 * Where the product's own files lie. The same steps up lead to the root from `src/main`, from the built
 * `out/main`, and from `out/main` inside the archive of the packaged app.
 */
const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/**
 * The path of an unpacked file. The packaged app is an archive that only Node's own functions look into;
 * what native code or another program opens lies beside it, under the same name in `app.asar.unpacked`.
 * Unpackaged, a path is itself.
 */
export const outsideArchive = (path: string): string =>
  path.replace(/(?<=[\\/])app\.asar(?=[\\/])/, 'app.asar.unpacked')

export const RESOURCES = outsideArchive(at('resources'))
export const ENGINE_BUNDLE = at('out/main/engine.js')
export const PRELOAD = at('out/preload/index.cjs')
/** The built pages. */
export const RENDERER = at('out/renderer')
