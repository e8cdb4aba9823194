import { fileURLToPath } from 'node:url'

/**
 * Where the product's own files lie. The same steps up lead to the root from `src/main` and from the
 * built `out/main`.
 */
const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))

export const RESOURCES = at('resources')
export const ENGINE_BUNDLE = at('out/main/engine.js')
