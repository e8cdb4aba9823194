import { expect, test } from 'vitest'
import { MenuLetters } from '../../../src/main/app/menu-letters'
import { COMMANDS, MENU_COMMANDS, type CommandId } from '../../../src/shared/commands'

function letters(areWanted = true, taken: readonly string[] = []) {
  const held = new Map<string, () => void>()
  const ran: CommandId[] = []
  const registry = {
    register: (key: string, run: () => void) => !taken.includes(key) && !!held.set(key, run),
    unregister: (key: string) => void held.delete(key),
  }
  const clock = { now: 0 }
  const menu = new MenuLetters({ registry, areWanted: () => areWanted, run: (id) => ran.push(id), now: () => clock.now })
  return { held, ran, clock, menu }
}

test('every letter is held while the menu is open, runs its command, and is let go of', () => {
  const { held, ran, menu } = letters()
  menu.hold()
  menu.hold()
  for (const id of MENU_COMMANDS) held.get(COMMANDS[id].letter)?.()
  expect(ran).toEqual(MENU_COMMANDS)
  // The arrow keys go through the menu.
  expect([...held.keys()].filter((key) => key.length > 1)).toEqual([])
  menu.release()
  expect(held.size).toBe(0)
})

test('a letter that another program holds is left to it', () => {
  const { held, menu } = letters(true, ['H'])
  menu.hold()
  expect(held.size).toBe(MENU_COMMANDS.length - 1)
  menu.release()
  expect(held.size).toBe(0)
})

test('nothing is held where no reader would take letters', () => {
  const { held, menu } = letters(false)
  menu.hold()
  expect(held.size).toBe(0)
})

test('a letter that is held down is one press, and goes on step by step where there is a scale', () => {
  const { held, ran, clock, menu } = letters()
  menu.hold()
  for (const letter of ['U', '6']) {
    for (let i = 0; i < 10; i++) {
      clock.now += 40
      held.get(letter)?.()
    }
  }
  expect(ran).toEqual(['quiet', 'louder', 'louder', 'louder'])
})
