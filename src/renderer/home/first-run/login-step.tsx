import { usePage } from '../../page-context'
import { LoginSetting } from '../settings/login-setting'

export function LoginStep() {
  const { say } = usePage()
  return (
    <>
      <p>{say('window.first-run.login.text')}</p>
      <LoginSetting />
    </>
  )
}
