// What the comparison needs of the product's source and of the tests' scoring, bundled by compare.mjs.
export { createRecogniser } from '../../src/main/engine/text/recogniser'
export { GROUPS, rates, scoreScreen } from '../../test/support/screens/score'
