import { usePage } from '../../page-context'
import { LoginSetting } from '../settings/login-setting'
import { STEP_TEXT } from './steps'

export function LoginStep() {
  const { say } = usePage()
  return (
    <>
      <p id={STEP_TEXT}>{say('window.first-run.login.text')}</p>
      <LoginSetting />
    </>
  )
}
