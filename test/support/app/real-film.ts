import sharp from 'sharp'
import { Narration } from '../../../src/main/narrate/narration/narration'
import type { Frame, NarrationParts } from '../../../src/main/narrate/narration/parts'
import type { ModelNarrator } from '../../../src/main/narrate/narrator'
import type { Answer } from '../../../src/shared/answer'
import type { Result } from '../../../src/shared/codes'
import { createMessages } from '../../../src/shared/messages'
import { seededRandom } from '../pictures/random'

/** Pixels of a camera's whole frame. */
const SIZE = { width: 640, height: 480 } as const
/** How much larger than the frame a photograph is over which the camera moves. */
const WIDE = 1.6

/** What a film shows at a moment. */
export interface Moment {
  /** A photograph's path. */
  readonly photograph: string
  /** Where in the photograph, 0 (its left) to 1; the middle of all of it without. */
  readonly pan?: number
  /** Factor of its light; 1 without. */
  readonly light?: number
}

/** One frame that narration had described, and one message that it said. */
interface Described {
  readonly at: number
  readonly photograph: string
  readonly answer: Answer
}
interface Said {
  readonly at: number
  readonly text: string
  readonly claims: readonly string[]
}

interface Film {
  readonly seconds: number
  shot(at: number): Moment
  /** Levels of a sensor's noise. */
  readonly noise?: number
  /** Seconds between two messages, at least. */
  readonly every?: number
}

/** Milliseconds that a description, a read and a message take on this clock, whatever they take here. */
const TAKES = { describe: 500, read: 300, word: 300 } as const

/**
 * Narrates a film with the real engine and a clock of the film's own: a minute of film takes as long as its looks
 * and descriptions do, and every run is the same.
 */
export async function narrateFilm(narrator: Pick<ModelNarrator, 'look' | 'describe' | 'read'>, film: Film) {
  const { seconds, shot, noise = 3, every = 4 } = film
  const stop = new AbortController()
  const random = seededRandom(7)
  const messages = createMessages('en')
  const said: Said[] = []
  const described: Described[] = []
  const due: { readonly at: number; readonly run: () => void }[] = []
  const shown = new WeakMap<Frame, string>()
  let [now, looks] = [0, 0]
  const pass = async (milliseconds: number): Promise<void> => {
    now += milliseconds
    for (const timer of due.splice(0)) {
      if (timer.at <= now) timer.run()
      else due.push(timer)
    }
    if (now >= seconds * 1000) stop.abort()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const frame = async (width: number): Promise<Frame> => {
    const { photograph, pan, light = 1 } = shot(now)
    const height = Math.round((width * SIZE.height) / SIZE.width)
    const wide = await enlarged(photograph, width, pan === undefined ? 1 : WIDE)
    const left = pan === undefined ? 0 : Math.round(pan * (wide.width - width))
    const top = Math.round((wide.height - height) / 2)
    const bytes = new Uint8Array(width * height * 4).fill(255)
    for (let y = 0, to = 0; y < height; y++) {
      for (let x = 0, from = ((top + y) * wide.width + left) * 3; x < width; x++, from += 3, to += 4) {
        const grain = noise * (2 * random() - 1)
        for (let c = 0; c < 3; c++) bytes[to + c] = Math.max(0, Math.min(255, (wide.data[from + c] as number) * light + grain))
      }
    }
    const taken: Frame = { kind: 'frame', width, height, format: 'RGBA', t: now, bytes }
    shown.set(taken, photograph)
    return taken
  }
  const options = (signal: AbortSignal) => ({ length: 'brief', hedge: 'none', messages, takenAt: now, signal }) as const
  const after = async (time: number, work: Promise<Result<{ answer: Answer }>>) => {
    const result = await work
    await pass(time)
    return result
  }
  const parts: NarrationParts = {
    camera: { hold: async () => ({ ok: true }), frame: async (_, width) => ({ ok: true, frame: await frame(width ?? SIZE.width) }) },
    engine: {
      look: (picture, against, signal) => (looks++, narrator.look(picture, against, signal)),
      async describe(picture, signal) {
        const result = await after(TAKES.describe, narrator.describe(picture, options(signal)))
        if (result.ok) described.push({ at: picture.t, photograph: shown.get(picture) ?? '', answer: result.answer })
        return result
      },
      read: (picture, signal) => after(TAKES.read, narrator.read(picture, options(signal))),
    },
    speak(sentences) {
      const text = sentences.map((sentence) => sentence.text).join(' ')
      said.push({ at: now, text, claims: sentences.filter(({ source }) => source === 'model').map((sentence) => sentence.text) })
      return new Promise((resolve) => due.push({ at: now + TAKES.word * text.split(' ').length, run: () => resolve(0) }))
    },
    inSight: () => undefined,
    isBusy: () => false,
    isMuted: () => false,
    idle: () => 60,
    every: () => every,
    hedge: () => 'none',
    messages: () => messages,
    clock: { now: () => now, wait: pass },
  }
  const ended = await new Narration(parts).run(stop.signal)
  return { said, texts: said.map(({ text }) => text), described, looks, ended }
}

interface Pixels {
  readonly data: Uint8Array
  readonly width: number
  readonly height: number
}
const made = new Map<string, Promise<Pixels>>()

/** A photograph that fills a frame so wide, and more by a factor; RGB. */
function enlarged(photograph: string, width: number, factor: number): Promise<Pixels> {
  const key = `${photograph} ${width} ${factor}`
  const known = made.get(key)
  if (known) return known
  const [across, down] = [Math.round(width * factor), Math.round((width * factor * SIZE.height) / SIZE.width)]
  const making = sharp(photograph)
    .resize(across, down, { fit: 'cover' })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
    .then(({ data, info }) => ({ data, width: info.width, height: info.height }))
  made.set(key, making)
  return making
}
