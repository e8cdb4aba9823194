import { useEffect, useRef } from 'react'
import { Menu, MenuItem } from 'react-aria-components'
import { type CommandId, COMMANDS, MENU_COMMANDS } from '../../shared/commands'
import { usePage } from '../page-context'
import { spokenLetter } from '../spoken-letter'
import { useEvent } from '../use-event'
import { GROUP_BEGINNINGS } from './groups'
import { choose } from './letters'

/**
 * The menu of the layer key: one letter a command. Readers keep letters for themselves in browse mode (H is
 * Orca's, NVDA's, JAWS's and VoiceOver's next heading), so everything here is to keep them out of it:
 *
 * - The items are `menuitem`s and one of them has the focus. Orca (scripts/web/script_utilities.py,
 *   isFocusModeWidget) and NVDA (browseMode.py, SWITCH_TO_PASS_THROUGH_ON_FOCUS_ROLES) go to focus mode then, and
 *   leave Escape to the item, too (NVDA: IGNORE_DISABLE_PASS_THROUGH_WHEN_FOCUSED_ROLES, its issue 3215).
 * - An `application` is around them: NVDA has no browse mode in it, even where its user has switched off that the
 *   focus changes the mode (browseMode.py, APPLICATION_ROLES); JAWS has no virtual cursor in it
 *   (freedomscientific.github.io/standards-support/aria.html); Orca stays in focus mode (isWebAppDescendant).
 * - The list stays the same from one opening to the next, its first item focused before the window comes: Orca
 *   reads out a menu that appears, all of it, and hears of the focus only after that; until then it is in browse
 *   mode and takes H, K, T, C, B for itself (seen with Orca 43).
 * - The letter is in the item's name, since few readers say `aria-keyshortcuts`, and it would be said twice.
 *
 * A native popup would know no browse mode at all, but not the letters of a Greek or Russian keyboard, the size and
 * the colours that the user has set, and on Windows it stops the main process while it is open.
 */
export function LayerMenu() {
  const { say } = usePage()
  const list = useRef<HTMLDivElement>(null)

  const toFirst = () => list.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus()
  useEvent('menu:opened', toFirst)
  useEffect(() => {
    document.title = say('window.menu.title')
  }, [say])
  useEffect(() => {
    const end = new AbortController()
    const { signal } = end
    // It closes: whatever was focused, the next opening begins at the first item.
    window.addEventListener('blur', toFirst, { signal })
    // It opens in the middle of the screen, where the pointer often rests: the item there must not get the focus.
    for (const type of ['pointerover', 'pointerout']) {
      window.addEventListener(type, (event) => event.stopPropagation(), { capture: true, signal })
    }
    return () => end.abort()
  }, [])

  return (
    <div className="layer-menu" role="application" aria-label={say('window.menu.title')}>
      <Menu ref={list} autoFocus="first" aria-label={say('window.menu.commands')} onAction={(key) => choose(key as CommandId)}>
        {MENU_COMMANDS.map((id) => {
          const name = say(COMMANDS[id].name)
          const letter = COMMANDS[id].letter
          return (
            <MenuItem key={id} id={id} textValue={name} className={GROUP_BEGINNINGS.has(id) ? 'begins-group' : ''} aria-label={`${name}, ${spokenLetter(letter, say)}`}>
              <span>{name}</span> <kbd aria-hidden="true">{letter}</kbd>
            </MenuItem>
          )
        })}
      </Menu>
    </div>
  )
}
