import { expect, test } from 'vitest'
import { faultPlaces } from '../../../src/main/app/fault-places'

function thrown(message: string, frames: string, name = 'TypeError'): Error {
  const error = new Error(message)
  error.name = name
  error.stack = `${name}${message ? `: ${message}` : ''}\n${frames}`
  return error
}
const FRAMES = [
  '    at describe (file:///home/ann/descry/out/main/main.js:120:7)',
  '    at async Object.run (/opt/Descry/resources/app.asar/out/main/chunks/answer-B1_x.js:5:44)',
  '    at file:///home/ann/descry/out/main/main.js:9:1',
  '    at node:internal/process/task_queues:95:5',
  '    at other (/home/ann/letters/love.js:1:1)',
].join('\n')

test('the places in our own files are kept, without folders', () => {
  const places = ['TypeError', 'main.js:120:7', 'answer-B1_x.js:5:44', 'main.js:9:1']
  expect(faultPlaces(thrown('a dog', FRAMES))).toEqual(places)
  expect(faultPlaces(thrown('', FRAMES))).toEqual(places)
})

test('a message that looks like a stack gives nothing away', () => {
  const message = 'bad\n    at secret (/x/out/main/secret.js:1:1)\n    at b (/x/out/main/word.js:2:2)'
  expect(faultPlaces(thrown(message, FRAMES))).toEqual(faultPlaces(thrown('', FRAMES)))
})

test('a message that was changed, and a kind that is not known, leave only that it was an error', () => {
  const changed = thrown('a dog\n    at secret (/x/out/main/secret.js:1:1)', FRAMES)
  changed.message = 'another'
  expect(faultPlaces(changed)).toEqual(['TypeError'])
  expect(faultPlaces(thrown('x', '', 'Ann is ill'))).toEqual(['Error'])
  expect(faultPlaces(Object.assign(new Error('x'), { stack: undefined }))).toEqual(['Error'])
})

test('what is no error is said to be none', () => {
  for (const value of ['a dog', undefined, null, { message: 'a dog' }]) expect(faultPlaces(value)).toEqual(['no-error'])
})
