// What the benchmark needs of the engine's inside, bundled by bundle.mjs.
export { continuation } from '../../src/main/engine/language/continuation'
export { Decoder } from '../../src/main/engine/language/decoder'
export { generate } from '../../src/main/engine/language/generate'
export { openLanguage } from '../../src/main/engine/language/open-language'
export { LEVERS } from '../../src/main/engine/runtime/levers'
export { openGraph } from '../../src/main/engine/runtime/session'
