import { expect, test } from 'vitest'
import { readQuestion } from '../../../../src/main/narrate/question'

test.each([
  ['Read the table', { asks: 'table' }],
  ['What does the table say?', { asks: 'table' }],
  ['Lies mir bitte die Tabelle vor.', { asks: 'table' }],
  ['How many rows?', { asks: 'size' }],
  ['how many columns does the table have', { asks: 'size' }],
  ['Wie viele Spalten hat die Tabelle?', { asks: 'size' }],
  ['Wie viele Zeilen hat die Tabelle?', { asks: 'size' }],
  ['What is in row 2?', { asks: 'row', row: 2 }],
  ['Read the third row out', { asks: 'row', row: 3 }],
  ['the last row of the table', { asks: 'row', row: -1 }],
  ['Was steht in Zeile 2 der Tabelle?', { asks: 'row', row: 2 }],
  ['Lies die zweite Tabellenzeile vor', { asks: 'row', row: 2 }],
  ['Read column Price', { asks: 'column', column: 'price' }],
  ['Read the unit price column', { asks: 'column', column: 'unit price' }],
  ['Lies die Spalte Preis vor', { asks: 'column', column: 'preis' }],
  ['What is the total?', { asks: 'value', label: 'total' }],
  ['What does Due date say?', { asks: 'value', label: 'due date' }],
  ['Wie hoch ist die Summe?', { asks: 'value', label: 'summe' }],
  ['Is Remember me checked?', { asks: 'value', label: 'remember me' }],
  ['Is the newsletter selected?', { asks: 'value', label: 'newsletter' }],
  ['Ist Newsletter abonnieren angekreuzt?', { asks: 'value', label: 'newsletter abonnieren' }],
  ['Who is it from?', { asks: 'value', label: 'from' }],
  ["who's this letter from", { asks: 'value', label: 'from' }],
  ['Von wem ist der Brief?', { asks: 'value', label: 'von' }],
  ['Was steht bei Name?', { asks: 'value', label: 'name' }],
])('"%s" is about tables and forms', (typed, question) => {
  expect(readQuestion(typed)).toEqual(question)
})

test.each([
  ['What is this?', { asks: 'description' }],
  ['What is in the picture?', { asks: 'description' }],
  ['Was ist das?', { asks: 'description' }],
  ['What does it say?', { asks: 'text' }],
  ['Read the second line', { asks: 'line', line: 2 }],
  ['Lies Zeile 2', { asks: 'line', line: 2 }],
  ['Wie viele Zeilen?', { asks: 'count' }],
  ['Is there a door?', { asks: 'open' }],
  ['What is the man on the left side of the table doing with it?', { asks: 'open' }],
])('"%s" is not', (typed, question) => {
  expect(readQuestion(typed)).toEqual(question)
})
