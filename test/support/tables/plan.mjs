import { seeded } from '../screens/random.mjs'

const FONTS = ['Liberation Sans', 'DejaVu Sans', 'Noto Sans', 'Roboto', 'Open Sans', 'Inter', 'Lato', 'Liberation Serif', 'Noto Serif', 'Nimbus Sans', 'DejaVu Sans Mono']
const SIZES = [14, 11, 16, 13, 20, 12, 18, 15]
const THEMES = ['light', 'dark', 'plain', 'warm', 'night']
/** Ten looks, six of each: the first five draw lines, the next three none; forms and receipts last. */
const LOOKS = ['grid', 'rows', 'dotted', 'spans', 'grid-head', 'zebra', 'bare', 'bare-spans', 'form', 'receipt']
/** What stands in each look's six. */
const FORMS = ['left', 'above', 'colon', 'left', 'above', 'underlined']

/**
 * The plan of table number `i`. Settings may be chosen on `tune`, two of three; `held` was not looked at
 * meanwhile and only reports.
 */
export function planOf(i, seed = 1) {
  const look = LOOKS[i % LOOKS.length]
  const round = Math.floor(i / LOOKS.length)
  const r = seeded(seed * 50_021 + i)
  return {
    file: `${String(i).padStart(2, '0')}-${look}.png`,
    look,
    form: FORMS[round % FORMS.length],
    lang: (i + round) % 2 === 1 ? 'de' : 'en',
    theme: THEMES[(i * 2 + round) % THEMES.length],
    font: FONTS[(i * 3 + round) % FONTS.length],
    px: SIZES[(i * 3 + round) % SIZES.length],
    width: r.pick([900, 1000, 1100, 1280]),
    seed: seed * 7919 + i,
    half: (i + round) % 3 === 2 ? 'held' : 'tune',
  }
}
