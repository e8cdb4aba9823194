import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Tensor, type InferenceSession } from 'onnxruntime-node'
import { failure, type Result } from '../../../shared/codes'
import type { Box, TextLine } from '../../../shared/text-line'
import { openGraph } from '../runtime/session'
import type { Stages, Turn } from '../turn'
import { readCtc, type Reading } from './ctc'
import { joinBoxes } from './join'
import { layOut } from './layout'
import { lineBoxes } from './line-boxes'
import { cropLine } from './line-crop'
import type { Pixels } from '../vision/decode'
import { withMargin, withoutMargin } from './margin'
import { RECOGNISER_MODELS, type RecogniserModel } from './recogniser-models'
import { rulingsOf } from './rulings'
import { splitLine } from './split-line'
import { drawingOf, type Drawing } from './table/drawing'
import { splitAtColumns } from './table/split-at-columns'
import { splitAtControls } from './table/split-at-controls'
import { splitAtRules } from './table/split-at-rules'
import { detectText } from './text-map'
import { isText, tidyText, TWINS } from './tidy-text'
import { planTiles } from './tiles'

export interface Recogniser {
  readonly name: string
  /** Letters of Latin-1 (ö, ß, ñ, …) that this model cannot read; empty where it reads them all. */
  readonly cannotRead: string
  /**
   * The lines of a picture in reading order. Yields between native runs; when the job is cancelled it
   * ends at the next of them and gives no lines.
   *
   * @param stages filled with the milliseconds of `detect`, `boxes`, `recognise` and `layout`
   * @param drawing of the picture, where the caller needs it, too
   */
  read(pixels: Pixels, turn: Turn, stages?: Stages, drawing?: Drawing): Promise<TextLine[]>
}

/**
 * Opens the recogniser that a folder holds.
 *
 * @returns `recogniser-not-installed` where no known detector is there, `model-file-missing` where the
 * rest is not, `model-damaged` where a graph does not load or does not fit its dictionary
 */
export async function createRecogniser(options: {
  readonly folder: string
  readonly threads: number
}): Promise<Result<{ recogniser: Recogniser }>> {
  const model = await findModel(options.folder)
  if (!model) return failure('recogniser-not-installed', `no recogniser in ${options.folder}`)
  const file = (name: keyof RecogniserModel['files']): string => join(options.folder, model.files[name])
  const dictionary = await readFile(file('dictionary'), 'utf8').catch(() => null)
  if (dictionary === null) return failure('model-file-missing', `${model.files.dictionary} is missing`)
  const detector = await openGraph(file('detector'), { threads: options.threads, arena: false })
  if (!detector.ok) return detector
  const reader = await openGraph(file('recogniser'), { threads: options.threads, arena: false })
  if (!reader.ok) return reader
  const sessions = [detector.graph.session, reader.graph.session] as const
  const opened = new TextRecogniser(model, ...sessions, classesOf(dictionary))
  const misfit = await opened.misfit()
  return misfit === null ? { ok: true, recogniser: opened } : failure('model-damaged', misfit)
}

async function findModel(folder: string): Promise<RecogniserModel | null> {
  for (const model of RECOGNISER_MODELS) {
    const there = await access(join(folder, model.files.detector)).then(
      () => true,
      () => false,
    )
    if (there) return model
  }
  return null
}

/** Classes of the output: the blank, the dictionary's lines (which may end in CRLF), the space. */
function classesOf(dictionary: string): string[] {
  const lines = dictionary.split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  return ['', ...lines, ' ']
}

/** The twins that are both in the dictionary, as classes. */
function twinClasses(classes: readonly string[]): Map<number, number> {
  const twins = new Map<number, number>()
  for (const [rare, common] of TWINS) {
    const pair = [classes.indexOf(rare), classes.indexOf(common)] as const
    if (pair[0] > 0 && pair[1] > 0) twins.set(...pair)
  }
  return twins
}

class TextRecogniser implements Recogniser {
  readonly #model: RecogniserModel
  readonly #detector: InferenceSession
  readonly #reader: InferenceSession
  readonly #classes: readonly string[]
  readonly #twins: ReadonlyMap<number, number>

  constructor(
    model: RecogniserModel,
    detector: InferenceSession,
    reader: InferenceSession,
    classes: readonly string[],
  ) {
    this.#model = model
    this.#detector = detector
    this.#reader = reader
    this.#classes = classes
    this.#twins = twinClasses(classes)
  }

  get name(): string {
    return this.#model.name
  }

  get cannotRead(): string {
    return this.#model.cannotRead
  }

  /** Runs both graphs once on a small input: why they cannot be used, or null; warms them too. */
  async misfit(): Promise<string | null> {
    const turn: Turn = { cancelled: () => false, pause: () => Promise.resolve() }
    const pixels: Pixels = { width: 64, height: 48, rgb: new Uint8Array(64 * 48 * 3) }
    try {
      await detectText(this.#detector, this.#model.detector, pixels, planTiles(64, 48), turn)
      await this.#readLine(pixels, { x: 0, y: 0, width: 64, height: 48 })
      return null
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }

  async read(picture: Pixels, turn: Turn, stages: Stages = {}, drawing?: Drawing): Promise<TextLine[]> {
    const { pixels, margin } = withMargin(picture)
    const drawn = margin === 0 && drawing ? drawing : drawingOf(pixels)
    return withoutMargin(await this.#readFramed(pixels, turn, stages, drawn), margin, picture)
  }

  async #readFramed(pixels: Pixels, turn: Turn, stages: Stages, drawing: Drawing): Promise<TextLine[]> {
    const clock = stopwatch(stages)
    const plan = planTiles(pixels.width, pixels.height)
    const map = await detectText(this.#detector, this.#model.detector, pixels, plan, turn)
    clock('detect')
    if (!map) return []
    const found = lineBoxes(map, pixels, this.#model.detector)
    const { light, runs } = drawing
    const lone = joinBoxes(found)
      .flatMap((box) => splitAtRules(light, box, runs.vertical))
      .flatMap((box) => splitLine(pixels, box))
    const boxes = splitAtControls(light, splitAtColumns(light, lone))
    clock('boxes')
    const read: { readonly box: Box; readonly text: string; readonly confidence: number }[] = []
    for (const box of boxes) {
      if (turn.cancelled()) return []
      const { text, confidence } = await this.#readLine(pixels, box)
      const tidy = tidyText(text)
      if (isText(tidy, confidence)) read.push({ box, text: tidy, confidence: Math.min(1, confidence) })
      await turn.pause()
    }
    clock('recognise')
    const lines = layOut(read.map(({ box }) => box), rulingsOf(pixels)).flatMap(({ index, block }) => {
      const line = read[index]
      return line ? [{ ...line, block }] : []
    })
    clock('layout')
    return lines
  }

  async #readLine(pixels: Pixels, box: Box): Promise<Reading> {
    const { height, step } = this.#model.recogniser
    const { width, data } = cropLine(pixels, box, height, step)
    const [input = 'x'] = this.#reader.inputNames
    const [output = ''] = this.#reader.outputNames
    const tensor = new Tensor('float32', data, [1, 3, height, width])
    const found = (await this.#reader.run({ [input]: tensor }))[output]
    const probabilities: unknown = found?.data
    const [, steps = 0, classes = 0] = found?.dims ?? []
    if (!(probabilities instanceof Float32Array) || classes !== this.#classes.length) {
      throw new TypeError(`the recogniser has ${classes} classes, the dictionary ${this.#classes.length}`)
    }
    return readCtc(probabilities, steps, this.#classes, this.#twins)
  }
}

/** Adds the milliseconds since the last call under a stage's name. */
function stopwatch(stages: Stages): (stage: string) => void {
  let last = performance.now()
  return (stage) => {
    const now = performance.now()
    stages[stage] = (stages[stage] ?? 0) + now - last
    last = now
  }
}
