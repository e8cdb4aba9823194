import { beforeAll, describe, expect, test } from 'vitest'
import type { Field } from '../../../../../src/shared/table'
import { createRecogniser } from '../../../../../src/main/engine/text/recogniser'
import { drawingOf } from '../../../../../src/main/engine/text/table/drawing'
import { findTables } from '../../../../../src/main/engine/text/table/find-tables'
import { formPath, truthForms, type TruthForm } from '../../../../support/controls/read-truth'
import { scoreControls } from '../../../../support/controls/score'
import { pixelsOf } from '../../../../support/screens/read-truth'
import { FREE_TURN, MODEL_FOLDER, MODEL_MISSING, WHY_SKIPPED } from '../support'

/** Every second one: the 16 are measured whole by `bench/tables`. */
const CHOSEN = truthForms().filter((_, i) => i % 2 === 1 || i === 0)

describe.skipIf(MODEL_MISSING)(`check boxes and radio buttons of rendered forms${WHY_SKIPPED}`, () => {
  const read: { truth: TruthForm; fields: Field[] }[] = []

  beforeAll(async () => {
    const opened = await createRecogniser({ folder: MODEL_FOLDER, threads: 2 })
    if (!opened.ok) throw new Error(opened.code)
    for (const truth of CHOSEN) {
      const pixels = await pixelsOf(formPath(truth.file))
      const drawing = drawingOf(pixels)
      const lines = await opened.recogniser.read(pixels, FREE_TURN, {}, drawing)
      read.push({ truth, fields: findTables(lines, drawing).fields })
    }
  }, 120_000)

  test('nearly all are found beside letters, pictures and signs that look alike; none is told wrongly, nor where none is', () => {
    const { controls, found, wrong, false: none } = scoreControls(read)
    expect(controls).toBeGreaterThan(100)
    expect(found / controls).toBeGreaterThanOrEqual(0.93)
    expect([wrong, none]).toEqual([0, 0])
  })

  test('in each look, most of them', () => {
    for (const look of new Set(CHOSEN.map((each) => each.look))) {
      const { controls, found } = scoreControls(read.filter(({ truth }) => truth.look === look))
      expect(found / controls, look).toBeGreaterThanOrEqual(0.8)
    }
  })
})
