import { useEffect, useState } from 'react'
import type { ModelView } from '../../shared/ipc-schema'
import { descry } from '../descry'
import { usePage } from '../page-context'
import { View } from './view'

export function ModelsView() {
  const { say } = usePage()
  const [models, setModels] = useState<readonly ModelView[] | null>(null)
  useEffect(() => void descry.invoke('models:list').then(setModels), [])
  const title = say('window.nav.models')
  return (
    <View heading={title} title={title}>
      <p>{say('window.models.about')}</p>
      {models?.length === 0 && <p>{say('window.models.none')}</p>}
      <ul className="model-list">
        {models?.map((model) => (
          <Model key={model.id} model={model} />
        ))}
      </ul>
    </View>
  )
}

function Model({ model }: { readonly model: ModelView }) {
  const { say } = usePage()
  return (
    <li className="model">
      <h2 dir="auto">{model.name}</h2>
      <p dir="auto">{model.about}</p>
      <dl>
        <div>
          <dt>{say('window.models.state')}</dt>
          <dd>{say(`window.models.state.${model.state}`)}</dd>
        </div>
        <div>
          <dt>{say('window.models.size')}</dt>
          <dd>{say('window.models.megabytes', { size: model.size / 1_000_000 })}</dd>
        </div>
        <div>
          <dt>{say('window.models.licence')}</dt>
          <dd>{model.licence}</dd>
        </div>
      </dl>
    </li>
  )
}
