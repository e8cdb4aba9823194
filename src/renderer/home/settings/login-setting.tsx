import { useCallback, useEffect, useState } from 'react'
import { Toggle } from '../../controls/toggle'
import { useChange } from '../../controls/use-change'
import { descry } from '../../descry'
import { usePage } from '../../page-context'

/** Whether Descry starts at login: the system knows, so it is asked each time. */
export function LoginSetting() {
  const { say } = usePage()
  const { ask, error } = useChange()
  const [login, setLogin] = useState<{ readonly possible: boolean; readonly on: boolean } | null>(null)

  const look = useCallback(async () => setLogin(await descry.invoke('login:get')), [])
  useEffect(() => void look(), [look])

  if (!login) return null
  if (!login.possible) return <p>{say('failure.login-item-unavailable')}</p>
  return (
    <Toggle
      label={say('window.system.login')}
      isOn={login.on}
      onChange={(on) => void ask(descry.invoke('login:set', on)).then(look)}
      error={error}
    />
  )
}
