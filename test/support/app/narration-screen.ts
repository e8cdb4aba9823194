import { ScreenNarration } from '../../../src/main/narrate/narration/screen-narration'
import type { Frame, NewWindow, ScreenNarrationParts, Seen } from '../../../src/main/narrate/narration/parts'
import type { Answer } from '../../../src/shared/answer'
import { failure, type Failure } from '../../../src/shared/codes'
import { SIGNATURE } from '../../../src/shared/engine-protocol'
import { createMessages } from '../../../src/shared/messages'
import type { Rect } from '../../../src/shared/rect'
import type { TextLine } from '../../../src/shared/text-line'
import { ANSWER } from '../../cli/support/fake-io'

/** Pixels of the screen: ten a cell. */
const SIZE = { width: 640, height: 360 } as const

/** What is on the screen at a moment. */
export interface View {
  /** Lines of text by their row of cells, 0 to 35. */
  readonly lines: Readonly<Record<number, string>>
  /** Cells that look otherwise, for no text: a caret, a spinner. */
  readonly marks?: readonly number[]
  /** Rows with a picture, and what the model says of it. */
  readonly picture?: { readonly from: number; readonly to: number; readonly says: string }
  readonly seen?: Exclude<Seen['is'], 'frame'>
  readonly closed?: boolean
}

interface Script {
  view(at: number): View
  /** @param sinceTaken milliseconds since a picture was taken, which some X servers take for input */
  idle?(at: number, sinceTaken: number): number
  busy?(at: number): boolean
  muted?(at: number): boolean
  /** Windows by the moment they open. */
  readonly opens?: readonly (readonly [number, NewWindow])[]
  /** Seconds. */
  readonly every?: number
  /** Another name for the text that is read at a moment: a recogniser's slip. */
  reads?(text: string, at: number): string
  fails?(at: number): Failure['code'] | undefined
}

/** Runs a narration of a screen for so many milliseconds, with a clock that only the narration moves. */
export async function watchScreen(script: Script, length: number) {
  let now = 0
  const stop = new AbortController()
  const said: { readonly at: number; readonly text: string }[] = []
  const log: string[] = []
  const parts = new Map<Frame, { readonly view: View; readonly part: Rect }>()
  let told = 0
  let wasBusy = false
  let taken = -Infinity
  const pass = async (milliseconds: number): Promise<void> => {
    now += milliseconds
    const isBusy = script.busy?.(now) ?? false
    if (isBusy && !wasBusy) narration.interrupt()
    wasBusy = isBusy
    if (now >= length) stop.abort()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const frameOf = (width: number, height: number, bytes: Uint8Array<ArrayBuffer>): Frame => ({ kind: 'frame', width, height, format: 'RGBA', t: now, bytes })
  const answer = ({ view, part }: { view: View; part: Rect }): Answer => {
    const [top, bottom] = [part.y * SIZE.height, (part.y + part.height) * SIZE.height]
    const lines = Object.entries(view.lines).flatMap(([row, text]): TextLine[] => {
      const y = Number(row) * 10
      const box = { x: 20, y: y + 1 - top, width: Math.min(600, text.length * 8), height: 8 }
      return y >= top - 5 && y < bottom ? [{ text: script.reads?.(text, now) ?? text, confidence: 0.97, block: 0, box }] : []
    })
    const { picture } = view
    const sentences = picture ? [{ text: picture.says, lang: 'en', source: 'model' as const }] : []
    return { ...ANSWER, kind: picture ? 'photo' : 'screen', sentences, lines, width: SIZE.width, height: bottom - top }
  }
  const seen = async (verb: string, frame: Frame, signal: AbortSignal) => {
    const code = script.fails?.(now)
    const of = parts.get(frame)!
    const isGivenUp = (): boolean => signal.aborted
    if (isGivenUp()) return failure('cancelled')
    log.push(`${verb} ${Math.round(of.part.y * 36)}–${Math.round((of.part.y + of.part.height) * 36)}`)
    await pass(50)
    return isGivenUp() ? failure('cancelled') : code ? failure(code) : { ok: true as const, answer: answer(of) }
  }
  const narrationParts: ScreenNarrationParts = {
    source: {
      async look() {
        const view = script.view(now)
        if (view.closed) return failure('window-closed')
        return { ok: true, seen: view.seen ? { is: view.seen } : { is: 'frame', frame: frameOf(SIGNATURE.columns, SIGNATURE.rows, pictureOf(view)) } }
      },
      async part(part) {
        taken = now
        const frame = frameOf(SIZE.width, Math.round(part.height * SIZE.height), new Uint8Array(4))
        parts.set(frame, { view: script.view(now), part })
        return { ok: true, frame }
      },
      opened() {
        const due = (script.opens ?? []).filter(([at]) => at <= now).slice(told)
        told += due.length
        return due.map(([, window]) => window)
      },
    },
    engine: {
      async look(frame) {
        log.push('look')
        return { ok: true, look: { signature: new Uint8Array(frame.bytes), changes: [], light: 0, contrast: 0, sharpness: 0 } }
      },
      describe: (frame, signal) => seen('describe', frame, signal),
      read: (frame, signal) => seen('read', frame, signal),
    },
    speak: async (sentences) => {
      said.push({ at: now, text: sentences.map(({ text }) => text).join(' ') })
      return 0
    },
    inSight: () => undefined,
    isBusy: () => script.busy?.(now) ?? false,
    isMuted: () => script.muted?.(now) ?? false,
    idle: () => script.idle?.(now, now - taken) ?? 60,
    every: () => script.every ?? 2,
    hedge: () => 'none',
    messages: () => createMessages('en'),
    clock: { now: () => now, wait: (milliseconds) => pass(milliseconds) },
  }
  const narration = new ScreenNarration(narrationParts)
  const ended = await narration.run(stop.signal)
  return { said, texts: said.map(({ text }) => text), log, ended }
}

/** The cells of a view: each line's own light in the cells that it covers. */
function pictureOf({ lines, marks = [], picture }: View): Uint8Array<ArrayBuffer> {
  const cells = new Uint8Array(SIGNATURE.columns * SIGNATURE.rows).fill(240)
  for (const [row, text] of Object.entries(lines)) {
    for (const [i, letter] of [...text].entries()) {
      const cell = Number(row) * SIGNATURE.columns + 2 + Math.floor((i * 8) / 10)
      if (i < 75) cells[cell] = ((cells[cell] as number) * 3 + letter.charCodeAt(0) * 7) % 200
    }
  }
  if (picture) for (let cell = picture.from * SIGNATURE.columns; cell < picture.to * SIGNATURE.columns; cell++) cells[cell] = (cell * 37 + picture.says.length * 11) % 200
  for (const cell of marks) cells[cell] = 90
  return cells
}
