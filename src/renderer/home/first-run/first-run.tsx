import { type ComponentType, useEffect, useRef } from 'react'
import { Button } from 'react-aria-components'
import type { HomeView } from '../../../shared/ipc-schema'
import { usePage } from '../../page-context'
import type { Actions } from '../use-actions'
import { View } from '../view'
import { KeyStep } from './key-step'
import { LoginStep } from './login-step'
import { PictureStep } from './picture-step'
import { type FirstRunStep, type Step, STEP_TEXT, STEPS } from './steps'
import { VoiceStep } from './voice-step'

export interface StepProps {
  readonly actions: Actions
  readonly keyArrived: boolean
  readonly show: (view: HomeView) => void
}

const CONTENTS: Readonly<Record<Step, ComponentType<StepProps>>> = {
  picture: PictureStep,
  key: KeyStep,
  login: LoginStep,
  voice: VoiceStep,
}

interface FirstRunProps {
  readonly actions: Actions
  readonly step: FirstRunStep
  readonly show: (view: HomeView) => void
}

/** Four steps, each with a heading that gets the focus; every one can be skipped. */
export function FirstRun({ actions, step: { step, next, keyArrived }, show }: FirstRunProps) {
  const { state, say } = usePage()
  const at = STEPS.indexOf(step)
  const isDone = { picture: state.answer?.command === 'sample', key: keyArrived, login: true, voice: true }[step]

  const shown = useRef(step)
  useEffect(() => {
    if (shown.current === step) return
    shown.current = step
    document.querySelector<HTMLElement>('main h1')?.focus()
  }, [step])
  const finish = async () => {
    // What main says of it comes first: the new view's heading would be cut off by it.
    await actions.endFirstRun()
    show('home')
  }

  const Contents = CONTENTS[step]
  return (
    // The same heading from step to step: Orca misses the focus of one that comes while another goes.
    <View heading={say(`window.first-run.${step}`)} title={say('window.first-run')} describedBy={STEP_TEXT}>
      <p className="from">{say('window.first-run.step', { step: at + 1, count: STEPS.length })}</p>
      <Contents actions={actions} keyArrived={keyArrived} show={show} />
      <div className="step-buttons">
        <Button className={isDone ? 'primary' : ''} onPress={next ?? (() => void finish())}>
          {next ? say(isDone ? 'window.first-run.next' : 'window.first-run.skip') : say('window.first-run.finish')}
        </Button>
        {next && <Button onPress={() => void finish()}>{say('window.first-run.leave')}</Button>}
      </div>
    </View>
  )
}
