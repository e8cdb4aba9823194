// What the measurement needs of the product's source and of the tests' scoring, bundled by run.mjs.
export { createRecogniser } from '../../src/main/engine/text/recogniser'
export { tiltOf } from '../../src/main/engine/text/tilt'
export { drawingOf } from '../../src/main/engine/text/table/drawing'
export { findTables } from '../../src/main/engine/text/table/find-tables'
export { scoreControls } from '../../test/support/controls/score'
export { LOOKS, scoreTables, sum } from '../../test/support/tables/score'
