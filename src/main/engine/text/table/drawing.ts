import type { Pixels } from '../../vision/decode'
import { lightnessOf, type Lightness } from './lightness'
import { runsOf, type Runs } from './rules'

/** What is drawn in a picture beside its letters, before those are known. */
export interface Drawing {
  readonly light: Lightness
  readonly runs: Runs
}

export function drawingOf(pixels: Pixels): Drawing {
  const light = lightnessOf(pixels)
  return { light, runs: runsOf(light) }
}
