import { expect, test } from 'vitest'
import { readLaunch } from '../../../src/main/app/launch'

test('without arguments, and with switches of the system only, the app starts with its window', () => {
  expect(readLaunch([])).toEqual({ as: 'app', hidden: false })
  expect(readLaunch(['--ozone-platform=x11'])).toEqual({ as: 'app', hidden: false })
})

test('at login the app starts without its window', () => {
  expect(readLaunch(['--hidden'])).toEqual({ as: 'app', hidden: true })
})

test.each([[['describe', 'a.png']], [['again']], [['--help']], [['--version']], [['descirbe']]])(
  '%j is for the command line',
  (argv) => {
    expect(readLaunch(argv)).toEqual({ as: 'command', argv })
  },
)
