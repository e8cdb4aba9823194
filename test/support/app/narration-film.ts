import { Narration } from '../../../src/main/narrate/narration/narration'
import type { Frame, NarrationParts } from '../../../src/main/narrate/narration/parts'
import type { Answer, AnswerSentence } from '../../../src/shared/answer'
import { failure, type Failure, type Result } from '../../../src/shared/codes'
import { createMessages } from '../../../src/shared/messages'
import type { EmptyPicture } from '../../../src/shared/picture'
import type { TextLine } from '../../../src/shared/text-line'
import { ANSWER } from '../../cli/support/fake-io'

/** What the camera sees at a moment. */
export interface Shot {
  /** Shots of one view look the same to the engine's measures. */
  readonly view: number
  /** What the model says of it. */
  readonly says?: readonly string[]
  readonly lines?: readonly TextLine[]
  readonly empty?: EmptyPicture
  readonly measures?: { readonly light?: number; readonly contrast?: number; readonly sharpness?: number }
  /** The camera is gone. */
  readonly gone?: boolean
}

interface Script {
  /** Milliseconds from the beginning. */
  shot(at: number): Shot
  idle?(at: number): number
  busy?(at: number): boolean
  muted?(at: number): boolean
  /** Milliseconds that a message takes to be spoken. */
  readonly speaking?: number
  /** The route cannot tell of its end: what `speak` resolves with, at once. */
  readonly handedOver?: number
  /** Seconds. */
  readonly every?: number
  readonly describing?: number
  /** Milliseconds that a frame takes to come. */
  readonly seeing?: number
  /** Milliseconds for which a camera that is gone may be waited for each time it is opened anew. */
  readonly opening?: number
  fails?(at: number): Failure['code'] | undefined
}

interface Said {
  readonly at: number
  readonly until: number
  readonly text: string
}

/** Runs a narration over a film for so many milliseconds, with a clock that only the narration moves. */
export async function watchFilm(script: Script, length: number) {
  const { speaking = 0, handedOver, every = 4, describing = 0, seeing = 0, opening = 0 } = script
  let now = 0
  const due: { readonly at: number; run(): void }[] = []
  const stop = new AbortController()
  const said: Said[] = []
  const log: string[] = []
  /** When descriptions and reads began. */
  const worked: number[] = []
  let frames = 0
  let wasBusy = false
  const pass = async (milliseconds: number): Promise<void> => {
    now += milliseconds
    const isBusy = script.busy?.(now) ?? false
    if (isBusy && !wasBusy) narration.interrupt()
    wasBusy = isBusy
    for (const timer of due.splice(0)) {
      if (timer.at <= now) timer.run()
      else due.push(timer)
    }
    if (now >= length) stop.abort()
    // Everything that waits for nothing else goes on.
    await new Promise((resolve) => setImmediate(resolve))
  }
  const shown = new Map<number, Shot>()
  const frame = (): Result<{ frame: Frame }> => {
    const shot = script.shot(now)
    if (shot.gone) return failure('camera-lost')
    shown.set(++frames, shot)
    return { ok: true, frame: { kind: 'frame', width: 1, height: 1, format: 'RGBA', t: frames, bytes: new Uint8Array(4) } }
  }
  const shotOf = ({ t }: Frame): Shot => shown.get(t)!
  const answer = (shot: Shot): Answer => {
    const sentences = (shot.says ?? []).map((text): AnswerSentence => ({ text, lang: 'en', source: 'model' }))
    return { ...ANSWER, sentences: shot.empty ? [] : sentences, lines: shot.lines ?? [], empty: shot.empty ?? null, width: 1000, height: 1000 }
  }
  const seen = async (verb: string, picture: Frame, signal: AbortSignal): Promise<Result<{ answer: Answer }>> => {
    const isGivenUp = (): boolean => signal.aborted
    if (isGivenUp()) return failure('cancelled')
    log.push(`${verb} ${shotOf(picture).view}`)
    worked.push(now)
    await pass(describing)
    const code = script.fails?.(now)
    return isGivenUp() ? failure('cancelled') : code ? failure(code) : { ok: true, answer: answer(shotOf(picture)) }
  }
  const parts: NarrationParts = {
    camera: {
      hold: async () => {
        if (opening > 0) await new Promise<void>((resolve) => void due.push({ at: Math.min(now + opening, length), run: resolve }))
        return script.shot(now).gone ? failure('camera-none') : { ok: true }
      },
      frame: async () => {
        if (seeing > 0) await pass(seeing)
        return frame()
      },
    },
    engine: {
      look: async (picture, against) => {
        const { view, measures = {} } = shotOf(picture)
        const signature = new Uint8Array([view])
        const changes = against.map(([other]) => ({ share: other === view ? 0 : 1, distance: 0 }))
        return { ok: true, look: { signature, changes, light: 120, contrast: 150, sharpness: 60, ...measures } }
      },
      describe: (picture, signal) => seen('describe', picture, signal),
      read: (picture, signal) => seen('read', picture, signal),
    },
    speak: (sentences) => {
      const text = sentences.map((sentence) => sentence.text).join(' ')
      said.push({ at: now, until: now + (handedOver ?? speaking), text })
      if (handedOver !== undefined) return Promise.resolve(handedOver)
      return new Promise((resolve) => due.push({ at: now + speaking, run: () => resolve(0) }))
    },
    inSight: () => void log.push('in sight'),
    isMuted: () => script.muted?.(now) ?? false,
    isBusy: () => script.busy?.(now) ?? false,
    idle: () => script.idle?.(now) ?? 60,
    every: () => every,
    hedge: () => 'none',
    messages: () => createMessages('en'),
    clock: { now: () => now, wait: (milliseconds) => pass(milliseconds) },
  }
  const narration = new Narration(parts)
  const ended = await narration.run(stop.signal)
  return { said, texts: said.map(({ text }) => text), log, ended, frames, worked }
}

/** A line of text, in thousandths of the frame. */
export const lineAt = (text: string, x = 300, y = 300, width = 300, height = 40): TextLine => ({ text, confidence: 0.98, block: 0, box: { x, y, width, height } })
