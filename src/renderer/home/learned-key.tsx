import { useState } from 'react'
import type { KeyId } from '../../shared/app-state'
import { usePage } from '../page-context'
import { useEvent } from '../use-event'
import { keyHelp, keyName } from './key-name'

/** In learn-keys mode: the key that came last and what it does. Main says it; here it can be read. */
export function LearnedKey() {
  const { state, say } = usePage()
  const [pressed, setPressed] = useState<KeyId | null>(null)
  useEvent('key:pressed', ({ id }) => setPressed(id))
  if (!pressed) return <p className="learned-key">{say('window.help.learn.waiting')}</p>
  const spoken = state.keys.find((key) => key.id === pressed)?.spoken ?? ''
  return (
    <p className="learned-key">
      {say('window.help.learn.pressed', { key: spoken, name: keyName(pressed, say), help: keyHelp(pressed, say) })}
    </p>
  )
}
