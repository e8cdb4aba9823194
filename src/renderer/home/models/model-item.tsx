import { useId, useState } from 'react'
import { Button } from 'react-aria-components'
import type { ModelView } from '../../../shared/ipc-schema'
import { ErrorText } from '../../controls/error-text'
import { useChange } from '../../controls/use-change'
import { descry } from '../../descry'
import { usePage } from '../../page-context'
import { Facts } from './facts'
import { LicenceDialog } from './licence-dialog'
import { modelButtons, type ModelButton } from './model-buttons'
import { RemoveDialog } from './remove-dialog'
import { WorkProgress } from './work-progress'
import { goodAtText, languagesText, sizeText, stateText } from './words'

interface ModelItemProps {
  readonly model: ModelView
  readonly isRecommended: boolean
}

/** One model with what is known of it, what is being done with it, and what can be done. */
export function ModelItem({ model, isRecommended }: ModelItemProps) {
  const { state, say } = usePage()
  const { ask, error } = useChange()
  const [asking, setAsking] = useState<'licence' | 'removal' | null>(null)
  const errorId = useId()
  const { id, name, why, licence } = model
  const { work, waiting, switching, said } = state.models
  const own = work?.id === id ? work : null

  const download = (consent: boolean) => void ask(descry.invoke('models:download', id, consent))
  const acts: Readonly<Record<ModelButton, () => void>> = {
    download: () => (model.needsConsent ? setAsking('licence') : download(false)),
    'go-on': () => download(false),
    use: () => void ask(descry.invoke('models:use', id)),
    check: () => void ask(descry.invoke('models:check', id)),
    repair: () => void ask(descry.invoke('models:repair', id)),
    remove: () => setAsking('removal'),
    stop: () => void ask(descry.invoke('models:cancel', id)),
  }
  const isWaiting = waiting.some((one) => one.id === id)
  const buttons = modelButtons(model, { isWorkedOn: own !== null, isWaiting, isSwitching: switching === id })
  const outcome = said?.id === id ? said.text : ''

  return (
    <li className="model" data-model={id}>
      <h2 tabIndex={-1} dir="auto">
        {name}
      </h2>
      <Facts
        facts={[
          ['good-at', goodAtText(model.goodAt, state.locale, say)],
          ['languages', languagesText(model.languages, state.locale, say)],
          ['state', stateText(model, say)],
          ['size', model.size > 0 ? sizeText(model.size, say) : ''],
          ['memory', model.memory === null ? '' : sizeText(model.memory, say)],
          ['licence', licence?.name ?? ''],
        ]}
      />
      {why !== '' && <p className="note">{why}</p>}
      {own && <WorkProgress work={own} />}
      {isWaiting && <p>{say('window.models.waiting', { name: work?.name ?? '' })}</p>}
      {switching === id && <p>{say('app.models.loading', { name })}</p>}
      {outcome !== '' && <p className="said">{outcome}</p>}
      <div className="model-buttons">
        {buttons.map((button) => (
          <Button
            key={button}
            className={isRecommended && button === 'download' ? 'primary' : ''}
            aria-describedby={errorId}
            onPress={acts[button]}
          >
            {button === 'stop' ? say(`window.models.stop.${own?.kind ?? 'download'}`, { name }) : say(`window.models.do.${button}`, { name })}
          </Button>
        ))}
      </div>
      <ErrorText id={errorId} text={error} />
      {asking === 'licence' && licence && (
        <LicenceDialog name={name} licence={licence} accept={() => download(true)} close={() => setAsking(null)} />
      )}
      {asking === 'removal' && (
        <RemoveDialog model={model} remove={() => void ask(descry.invoke('models:remove', id))} close={() => setAsking(null)} />
      )}
    </li>
  )
}
