import { expect, test } from 'vitest'
import { PressedKeys } from '../../../src/main/app/pressed-keys'

function keyboard() {
  const clock = { now: 0 }
  const due = new Map<() => void, number>()
  const did: string[] = []
  const keys = new PressedKeys({
    now: () => clock.now,
    later(run, milliseconds) {
      due.set(run, clock.now + milliseconds)
      return () => due.delete(run)
    },
  })
  const pass = (milliseconds: number): void => {
    clock.now += milliseconds
    for (const [run, at] of [...due]) {
      if (at > clock.now) continue
      due.delete(run)
      run()
    }
  }
  const press = (id: string): void => keys.press(id, (press) => did.push(`${id} ${press}`))
  /** As X11 tells of a key that is held: a first repeat after a while, then one every 40 ms. */
  const hold = (id: string, first: number, repeats: number): void => {
    press(id)
    for (let i = 0; i < repeats; i++) {
      pass(i === 0 ? first : 40)
      press(id)
    }
    pass(1000)
  }
  return { did, pass, press, hold }
}

test.each([250, 500, 660, 1000])('a key that is held and repeats first after %i ms is one press', (first) => {
  const { did, hold } = keyboard()
  hold('narration', first, 20)
  expect(did).toEqual(['narration once'])
})

test('a second press counts a moment later, and a much later one at once', () => {
  const { did, pass, press } = keyboard()
  press('describe-screen')
  pass(300)
  press('describe-screen')
  expect(did).toEqual(['describe-screen once'])
  pass(70)
  expect(did).toEqual(['describe-screen once', 'describe-screen twice'])
  pass(1100)
  press('describe-screen')
  expect(did).toHaveLength(3)
})

test('a second press is not lost to another key that is pressed at once, nor to a third press', () => {
  const { did, pass, press } = keyboard()
  press('next-answer')
  pass(300)
  press('next-answer')
  pass(20)
  press('again')
  expect(did).toEqual(['next-answer once', 'next-answer twice', 'again once'])
  pass(1000)
  expect(did).toHaveLength(3)
})

test('stop never waits, and what goes step by step goes on while it is held', () => {
  const { did, pass, press, hold } = keyboard()
  press('stop')
  pass(300)
  press('stop')
  expect(did).toEqual(['stop once', 'stop twice'])
  hold('faster', 660, 9)
  expect(did.slice(2)).toEqual(['faster once', 'faster once', 'faster step', 'faster step'])
})
