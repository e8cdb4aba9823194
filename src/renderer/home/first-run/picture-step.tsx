import { Button } from 'react-aria-components'
import { usePage } from '../../page-context'
import { SYSTEM } from '../../system'
import { AnswerPicture } from '../answer-picture'
import type { StepProps } from './first-run'
import { STEP_TEXT } from './steps'

/** A success at once: the picture that comes with Descry. */
export function PictureStep({ actions }: StepProps) {
  const { state, say } = usePage()
  const answer = state.answer?.command === 'sample' ? state.answer : null
  const key = state.keys.find(({ id }) => id === 'describe-screen')?.spoken
  return (
    <>
      <div id={STEP_TEXT}>
        <p>{say('window.first-run.picture.text')}</p>
        {key && <p>{say('window.first-run.picture.key', { key })}</p>}
        {SYSTEM === 'macos' && state.reader && <p>{say('context.voiceover')}</p>}
        <p>{say('context.first-run.then')}</p>
        {state.engine.state !== 'ready' && <p>{state.engine.sentence}</p>}
      </div>
      <Button className="primary" onPress={actions.describeSample}>
        {say('window.first-run.picture.describe')}
      </Button>
      {actions.refusal && <p className="refusal">{actions.refusal}</p>}
      {state.activity.command === 'sample' && <p>{state.activity.sentence || say('window.answer.working')}</p>}
      {answer && (
        <section className="answer" aria-labelledby="sample-heading" aria-busy={!answer.complete}>
          <h2 id="sample-heading">{say('window.first-run.picture.answer')}</h2>
          {answer.sentences.map((sentence, index) => (
            <p key={index} lang={sentence.lang} dir="auto">
              {sentence.text}
            </p>
          ))}
          {answer.picture && <AnswerPicture answer={answer} />}
        </section>
      )}
      {/* It is there before its words, since a reader hears only of what comes into it. */}
      <p role="status">{answer?.complete && say('context.first-run.picture.done')}</p>
    </>
  )
}
