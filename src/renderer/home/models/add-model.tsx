import { useId } from 'react'
import { Button } from 'react-aria-components'
import { ErrorText } from '../../controls/error-text'
import { useChange } from '../../controls/use-change'
import { descry } from '../../descry'
import { usePage } from '../../page-context'
import { WorkProgress } from './work-progress'

const SOURCES = ['folder', 'zip'] as const

/** Models of the user's own, chosen in the system's dialog. */
export function AddModel() {
  const { state, say } = usePage()
  const { ask, error } = useChange()
  const errorId = useId()
  const { work, said } = state.models
  const own = work?.kind === 'import' ? work : null
  const add = (from: (typeof SOURCES)[number]) =>
    void ask(descry.invoke('models:add', from).then((reply) => (reply.ok || reply.code !== 'cancelled' ? reply : { ok: true })))
  return (
    <section className="group" aria-labelledby="add-model-heading">
      <h2 id="add-model-heading" tabIndex={-1}>
        {say('window.models.add')}
      </h2>
      <p>{say('window.models.add.about')}</p>
      {own && <WorkProgress work={own} />}
      {said?.id === null && <p className="said">{said.text}</p>}
      <div className="model-buttons">
        {SOURCES.map((from) => (
          <Button key={from} aria-describedby={errorId} onPress={() => add(from)}>
            {say(`window.models.add.${from}`)}
          </Button>
        ))}
        {own && <Button onPress={() => void ask(descry.invoke('models:cancel', null))}>{say('window.models.stop.import', { name: own.name })}</Button>}
      </div>
      <ErrorText id={errorId} text={error} />
    </section>
  )
}
