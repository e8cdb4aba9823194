import { Button } from 'react-aria-components'
import { usePage } from '../page-context'
import { AnswerPicture } from './answer-picture'
import { CommandButton } from './command-button'
import { listeningWords } from './listening-words'
import type { Actions } from './use-actions'

/** Commands about the answer, in the order of its buttons. */
const TOOLS = ['again', 'more', 'copy', 'previous-answer', 'next-answer', 'forget-answer'] as const

interface AnswerProps {
  readonly actions: Actions
  readonly openText: () => void
}

/** The last answer, to be read; not a live region: it is said another way, and only once. */
export function Answer({ actions, openText }: AnswerProps) {
  const { state, say } = usePage()
  const { answer, answers, activity } = state
  const busy = activity.command !== null
  // What was asked aloud, beside its answer.
  const understood = !state.listening && (activity.command ?? answer?.command) === 'ask' ? state.understood : null

  return (
    <section id="answer" className="answer" tabIndex={-1} aria-labelledby="answer-heading" aria-busy={busy}>
      <h2 id="answer-heading">{say('window.answer.heading')}</h2>
      {busy && <p className="working">{listeningWords(state, say) ?? (activity.sentence || say('window.answer.working'))}</p>}
      {understood && (
        <p className="from" lang={understood.lang}>
          {say('listen.shown', understood)}
        </p>
      )}
      {answer ? <AnswerWords answer={answer} /> : !busy && <p>{say('window.answer.none')}</p>}
      {answer?.picture && <AnswerPicture answer={answer} />}
      {answers.count > 1 && <p className="from">{say('window.answer.position', answers)}</p>}
      {answer && (
        <div className="answer-tools" role="group" aria-label={say('window.answer.tools')}>
          {TOOLS.map((id) => (
            <CommandButton key={id} id={id} run={actions.run} />
          ))}
          <Button onPress={openText}>{say('window.answer.as-text')}</Button>
          <Button onPress={actions.forgetAnswers}>{say('window.answer.forget')}</Button>
        </div>
      )}
    </section>
  )
}

function AnswerWords({ answer }: { readonly answer: NonNullable<ReturnType<typeof usePage>['state']['answer']> }) {
  const { state, say } = usePage()
  const time = new Intl.DateTimeFormat(state.locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(answer.takenAt)
  return (
    <>
      <p className="from">{say('window.answer.from', { about: answer.about, time })}</p>
      {answer.failed && <p className="failed">{say('window.answer.failed')}</p>}
      <div className="words">
        {answer.sentences.map((sentence, index) => (
          <p key={index} lang={sentence.lang} dir="auto">
            {sentence.text}
          </p>
        ))}
      </div>
      {!answer.complete && <p className="from">{say('window.answer.more-comes')}</p>}
      {answer.lines.length > 0 && <p className="from">{say('window.answer.lines', { count: answer.lines.length })}</p>}
    </>
  )
}
