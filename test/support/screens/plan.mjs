import { KIND_NAMES } from './page.mjs'
import { seeded } from './random.mjs'

const FONTS = ['Liberation Sans', 'DejaVu Sans', 'Noto Sans', 'Roboto', 'Open Sans', 'Inter', 'Lato', 'Liberation Serif', 'Noto Serif', 'Cantarell', 'DejaVu Sans Mono', 'Fira Code']
const THEME_NAMES = ['light', 'dark', 'warm', 'night']
const SIZES = [10, 11, 12, 13, 14, 15, 16, 18, 20, 24, 28, 32]
const SMALL = { dialog: [[800, 600], [1024, 768]], 'sign-in': [[900, 700], [1280, 720]] }
const OTHERS = { 13: [1366, 768], 21: [1280, 800], 27: [2560, 1440], 33: [1080, 1920] }

/**
 * The plan of screen number `i`: every second one is German and every second pair dark, kinds and
 * fonts go round, and neighbours differ in size. `half` parts the set that settings may be chosen on
 * (`tune`) from the one that only reports (`held`).
 */
export function planOf(i, seed = 1) {
  const r = seeded(seed * 100_003 + i)
  const kind = KIND_NAMES[i % KIND_NAMES.length]
  const [width, height] = SMALL[kind] ? r.pick(SMALL[kind]) : (OTHERS[i] ?? [1920, 1080])
  const most = Math.floor(Math.min(width, height * 1.6) / 38)
  const sizes = SIZES.filter((px) => px <= most)
  return {
    file: `${String(i).padStart(3, '0')}-${kind}.png`,
    kind,
    lang: (i + Math.floor(i / KIND_NAMES.length)) % 2 === 1 ? 'de' : 'en',
    theme: THEME_NAMES[(i * 3 + Math.floor(i / 4)) % 4],
    font: FONTS[(i * 5) % FONTS.length],
    px: sizes[(i * 7) % sizes.length],
    width,
    height,
    seed: seed * 7919 + i,
    half: i % 4 < 2 ? 'tune' : 'held',
  }
}
