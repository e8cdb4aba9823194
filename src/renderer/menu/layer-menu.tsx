import { useEffect, useRef, useState } from 'react'
import { Menu, MenuItem } from 'react-aria-components'
import { type CommandId, COMMAND_IDS, COMMANDS } from '../../shared/commands'
import { usePage } from '../page-context'
import { spokenLetter } from '../spoken-letter'
import { useEvent } from '../use-event'
import { choose } from './letters'

/** The menu of the layer key: one letter a command. A fresh list each time it opens, its first item focused. */
export function LayerMenu() {
  const { say } = usePage()
  const [opening, setOpening] = useState(0)
  const list = useRef<HTMLDivElement>(null)

  useEvent('menu:opened', () => setOpening((n) => n + 1))
  useEffect(() => {
    document.title = say('window.menu.title')
  }, [say])
  useEffect(() => {
    list.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus()
  }, [opening])

  return (
    <main className="layer-menu">
      <h1 className="visually-hidden">{say('window.menu.title')}</h1>
      <Menu
        ref={list}
        key={opening}
        autoFocus="first"
        aria-label={say('window.menu.title')}
        onAction={(key) => choose(key as CommandId)}
      >
        {COMMAND_IDS.map((id) => {
          const name = say(COMMANDS[id].name)
          const letter = COMMANDS[id].letter
          return (
            <MenuItem key={id} id={id} textValue={name} aria-label={`${name}, ${spokenLetter(letter, say)}`}>
              <span>{name}</span> <kbd aria-hidden="true">{letter}</kbd>
            </MenuItem>
          )
        })}
      </Menu>
    </main>
  )
}
