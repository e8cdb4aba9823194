import { expect, test } from 'vitest'
import { isText, tidyText } from '../../../../src/main/engine/text/tidy-text'

test.each([
  ['● Sound', 'Sound'],
  ['Privacy ■', 'Privacy'],
  ['Ｐａｇｅ（１）', 'Page(1)'],
  ['日本（東京）', '日本（東京）'],
  ['seien ,,besser als', 'seien „besser als'],
  ['bei ,Köhler“', 'bei „Köhler“'],
  ['0lga 0\'Brien J0IN', 'Olga O\'Brien JOIN'],
])('%s becomes %s', (read, meant) => {
  expect(tidyText(read)).toBe(meant)
})

test.each(['1,299.50', 'a, b, c', '0x80072EE2', 'padding: 0px', 'A-0871', '10 000', '• first', 'Col 0', 'sum(a,b)', '2024-01-02'])(
  '%s stays as it is',
  (text) => {
    expect(tidyText(text)).toBe(text)
  },
)

test('round letters that are not sure are icons, sure ones are text', () => {
  expect(isText('O', 0.8)).toBe(false)
  expect(isText('0', 0.99)).toBe(true)
  expect(isText('OK', 0.8)).toBe(true)
  expect(isText('noise', 0.4)).toBe(false)
  expect(isText('', 1)).toBe(false)
})
