import { describe, expect, test } from 'vitest'
import { carryOut, type CommandActions } from '../../../src/main/app/commands'
import { ANSWER_COMMANDS, COMMAND_IDS, commandSpec } from '../../../src/shared/commands'

function logged() {
  const log: string[] = []
  const note =
    (name: string) =>
    (...args: unknown[]): void =>
      void log.push([name, ...args].join(' '))
  const actions: CommandActions = {
    answer: note('answer'),
    changed: note('changed'),
    narrate: note('narrate'),
    ask: note('ask'),
    listen: note('listen'),
    sure: note('sure'),
    again: note('again'),
    more: note('more'),
    copy: note('copy'),
    go: note('go'),
    forgetLast: note('forgetLast'),
    cell: note('cell'),
    tune: note('tune'),
    stop: note('stop'),
    openHome: note('openHome'),
    status: note('status'),
    learnKeys: note('learnKeys'),
    openText: note('openText'),
  }
  return { log, actions }
}

const carried = (id: Parameters<typeof carryOut>[0], press: Parameters<typeof carryOut>[1] = 'once', layer = false) => {
  const { log, actions } = logged()
  carryOut(id, press, layer, actions)
  return log
}

test('every command does one thing', () => {
  expect(COMMAND_IDS.flatMap((id) => carried(id))).toEqual([
    'answer describe-screen describe screen false',
    'answer describe-window describe window false',
    'answer describe-pointer describe pointer false',
    'answer describe-clipboard describe clipboard false',
    'answer read-text read screen false',
    'answer camera-look describe camera false',
    'changed false',
    'narrate camera',
    'narrate screen',
    'narrate window',
    'ask false',
    'listen false',
    'sure false',
    'again',
    'more',
    'copy',
    'go -1',
    'go 1',
    'forgetLast',
    'cell left',
    'cell right',
    'cell up',
    'cell down',
    ...COMMAND_IDS.filter((id) => commandSpec(id).kind === 'tune').map((id) => `tune ${id}`),
    'stop',
    'openHome',
    'status',
    'learnKeys',
  ])
})

test('from the layer menu an answer is told so', () => {
  expect(carried('describe-window', 'once', true)).toEqual(['answer describe-window describe window true'])
})

describe('a key that is pressed again shortly after', () => {
  test.each([...ANSWER_COMMANDS, 'again'] as const)('%s opens the answer as text, and nothing is begun anew', (id) => {
    expect(carried(id, 'twice')).toEqual([`openText ${id}`])
    expect(carried(id, 'further')).toEqual([])
  })

  test.each(COMMAND_IDS.filter((id) => commandSpec(id).kind !== 'answer' && id !== 'again'))('%s counts each time', (id) => {
    expect(carried(id, 'twice')).toEqual(carried(id))
    expect(carried(id, 'further')).toEqual(carried(id))
  })
})
