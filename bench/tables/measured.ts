// What the measurement needs of the product's source and of the tests' scoring, bundled by run.mjs.
export { createRecogniser } from '../../src/main/engine/text/recogniser'
export { drawingOf } from '../../src/main/engine/text/table/drawing'
export { findTables } from '../../src/main/engine/text/table/find-tables'
export { LOOKS, scoreTables, sum } from '../../test/support/tables/score'
