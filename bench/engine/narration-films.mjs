// What narration says of films, on the films' own clock: cuts between photographs, slow pans, a minute of one view
// and flickering light, through the real engine. How long it takes here changes nothing of what is said.
import { join } from 'node:path'
import { load } from '../voice/load.mjs'

/** Photographs that the embedded model can tell apart, and words of which one is true of each. */
const TRUE = {
  'chelsea.png': 'cat tabby kitten kitty animal pet',
  'astronaut.png': 'person woman astronaut suit flag uniform space portrait helmet',
  'coffee.png': 'cup coffee mug saucer table espresso tea spoon drink',
  'china.png': 'building temple people person palace roof tower china wall',
  'flower.png': 'flower petal plant leaf blossom daisy dahlia bee garden',
  'rocket.png': 'rocket launch tower sky missile night light',
}
const NAMES = Object.keys(TRUE)
/** Share of a sentence's content words that were said in the two minutes before: then it is a near-duplicate. */
const NEAR = 0.75
const RECENT = 120_000
const SEEDS = [1, 2, 3, 4]
const CUTS = 12

const wordsOf = (text) => (text.toLowerCase().match(/[a-z]{3,}/g) ?? []).filter((word) => !/^(the|and|with|photo|picture|looks|like|has|are|its)$/.test(word))

/** Messages that say again what was said, word for word and nearly. */
function repeated(said) {
  let [same, near] = [0, 0]
  for (const [i, { at, text }] of said.entries()) {
    const before = said.slice(0, i).filter((earlier) => at - earlier.at < RECENT)
    const known = new Set(before.flatMap((earlier) => wordsOf(earlier.text)))
    const words = wordsOf(text)
    if (before.some((earlier) => earlier.text === text)) same++
    else if (words.filter((word) => known.has(word)).length >= NEAR * words.length && words.length > 0) near++
  }
  return { same, near }
}

const isTrue = (file, sentence) => wordsOf(sentence).some((word) => TRUE[file].split(' ').includes(word.replace(/s$/, '')) || TRUE[file].split(' ').includes(word))

export async function measureFilms(root) {
  const { createNarrator } = await load('src/main/narrate/narrator.ts')
  const { narrateFilm } = await load('test/support/app/real-film.ts')
  const { seededRandom } = await load('test/support/pictures/random.ts')
  const photograph = (name) => join(root, 'resources/models/descry-nano/samples', name)
  const narrator = createNarrator()
  const seen = async (film) => {
    const { said, described, looks } = await narrateFilm(narrator, film)
    return { said, described, looks, minutes: film.seconds / 60 }
  }
  try {
    const cuts = { views: 0, missed: 0, messages: 0, minutes: 0, same: 0, near: 0, sentences: 0, false: 0 }
    for (const seed of SEEDS) {
      const random = seededRandom(seed)
      let at = 0
      const shots = Array.from({ length: CUTS }, () => {
        const shot = { from: at, photograph: photograph(NAMES[Math.floor(random() * NAMES.length)]) }
        at += 3000 + Math.floor(9000 * random())
        return shot
      })
      const film = await seen({ seconds: at / 1000, shot: (now) => shots.findLast(({ from }) => from <= now) })
      const views = new Set(shots.map((shot) => shot.photograph))
      const told = new Map([...views].map((view) => [view, false]))
      for (const { claims, text } of film.said) {
        const of = film.described.filter(({ answer }) => answer.sentences.some((sentence) => claims.includes(sentence.text) || text.includes(sentence.text)))
        for (const { photograph: view } of of) told.set(view, true)
        for (const claim of claims) {
          cuts.sentences++
          const source = of.find(({ answer }) => answer.sentences.some((sentence) => sentence.text === claim))
          if (source && !isTrue(source.photograph.split('/').at(-1), claim)) cuts.false++
        }
      }
      const { same, near } = repeated(film.said)
      cuts.views += views.size
      cuts.missed += [...told.values()].filter((is) => !is).length
      cuts.messages += film.said.length
      cuts.minutes += film.minutes
      cuts.same += same
      cuts.near += near
    }
    const pans = { messages: 0, minutes: 0, same: 0, near: 0 }
    for (const name of ['china.png', 'coffee.png', 'rocket.png', 'astronaut.png']) {
      const film = await seen({ seconds: 60, shot: (now) => ({ photograph: photograph(name), pan: now / 60_000 }) })
      const { same, near } = repeated(film.said)
      pans.messages += film.said.length
      pans.minutes += film.minutes
      pans.same += same
      pans.near += near
    }
    const still = await seen({ seconds: 60, shot: () => ({ photograph: photograph('chelsea.png') }) })
    const flicker = await seen({ seconds: 60, shot: (now) => ({ photograph: photograph('coffee.png'), light: 1 + 0.18 * Math.sin((2 * Math.PI * 7 * now) / 1000) }) })
    return { cuts, pans, still: { messages: still.said.length, described: still.described.length, looks: still.looks }, flicker: { messages: flicker.said.length, described: flicker.described.length } }
  } finally {
    await narrator.close()
  }
}
