import { expect, test } from 'vitest'
import { displayViews, inOrder } from '../../../src/main/app/displays'
import { createMessages } from '../../../src/shared/messages'
import { display, rect } from '../../support/app/a-screen'

const names = (displays: Parameters<typeof displayViews>[0], primary = 1, locale: 'en' | 'de' = 'en') =>
  displayViews(displays, primary, createMessages(locale)).map(({ number, name }) => [number, name])

test('one display has its number and no place', () => {
  expect(names([display(1, rect(0, 0, 1920, 1080))])).toEqual([[1, 'Display 1']])
})

test('displays beside each other are counted from the left, whichever the system names first', () => {
  const three = [display(1, rect(0, 0, 1920, 1080)), display(2, rect(1920, 0, 1280, 1024)), display(3, rect(-1280, 100, 1280, 720))]
  expect(inOrder(three).map(({ id }) => id)).toEqual([3, 1, 2])
  expect(names(three)).toEqual([
    [1, 'Display 1, to the left'],
    [2, 'Display 2, in the middle, the main one'],
    [3, 'Display 3, to the right'],
  ])
})

test('displays above each other are told so, and those in corners by both', () => {
  expect(names([display(1, rect(0, 0, 1920, 1080)), display(2, rect(200, -1024, 1280, 1024))])).toEqual([
    [1, 'Display 1, below, the main one'],
    [2, 'Display 2, above'],
  ])
  const four = [display(1, rect(0, 0, 800, 600)), display(2, rect(800, 0, 800, 600)), display(3, rect(0, 600, 800, 600)), display(4, rect(800, 600, 800, 600))]
  expect(names(four, 4).map(([, name]) => name)).toEqual([
    ...['Display 1, to the left, above', 'Display 2, to the left, below'],
    ...['Display 3, to the right, above', 'Display 4, to the right, below, the main one'],
  ])
})

test('they are named in German, too', () => {
  expect(names([display(1, rect(0, 0, 10, 10)), display(2, rect(10, 0, 10, 10))], 2, 'de')).toEqual([
    [1, 'Bildschirm 1, links'],
    [2, 'Bildschirm 2, rechts, der Hauptbildschirm'],
  ])
})
