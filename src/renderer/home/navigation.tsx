import { usePage } from '../page-context'
import { descry } from '../descry'
import type { BaseView } from './place'
import { ariaKey } from './accelerator'
import { SYSTEM } from '../system'
import { NAVIGATION, viewModifier } from './window-keys'

interface NavigationProps {
  readonly current: BaseView
  readonly show: (view: BaseView) => void
}

export function Navigation({ current, show }: NavigationProps) {
  const { say } = usePage()
  return (
    <nav aria-label={say('window.nav')}>
      <ul>
        {NAVIGATION.map((view, index) => (
          <li key={view}>
            <button
              type="button"
              aria-current={view === current ? 'page' : undefined}
              aria-keyshortcuts={ariaKey(`${viewModifier(SYSTEM)}+${index + 1}`)}
              onClick={() => show(view)}
            >
              {say(`window.nav.${view}`)}
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className="quit" onClick={() => void descry.invoke('app:quit')}>
        {say('window.quit')}
      </button>
    </nav>
  )
}
