import { useEffect, useState } from 'react'
import type { ModelList } from '../../shared/ipc-schema'
import { descry } from '../descry'
import { usePage } from '../page-context'
import { AddModel } from './models/add-model'
import { DeviceSetting } from './models/device-setting'
import { Facts } from './models/facts'
import { ModelItem } from './models/model-item'
import { useKeptFocus } from './models/use-kept-focus'
import { sizeText } from './models/words'
import { View } from './view'

/** All models: what is here, what can be fetched, which is in use and where it is computed. */
export function ModelsView() {
  const { state, say } = usePage()
  const { edition, inUse } = state.models
  const [list, setList] = useState<ModelList | null>(null)
  useEffect(() => {
    let isNewest = true
    void descry.invoke('models:list').then((now) => {
      if (isNewest) setList(now)
    })
    return () => {
      isNewest = false
    }
  }, [edition, inUse, state.locale])
  const keepFocus = useKeptFocus()
  const title = say('window.nav.models')
  return (
    <View heading={title} title={title}>
      <p>{say('window.models.about')}</p>
      {list && (
        <>
          <p className="recommendation">{list.recommendation}</p>
          <ul className="model-list" onFocus={keepFocus}>
            {list.models.map((model) => (
              <ModelItem key={model.id} model={model} isRecommended={model.id === list.recommended} />
            ))}
          </ul>
          <AddModel />
          <DeviceSetting devices={list.devices} />
          <Recogniser recogniser={list.recogniser} />
        </>
      )}
    </View>
  )
}

function Recogniser({ recogniser }: { readonly recogniser: ModelList['recogniser'] }) {
  const { say } = usePage()
  const { name, about, size, licence, state } = recogniser
  return (
    <section className="group" aria-labelledby="recogniser-heading">
      <h2 id="recogniser-heading">{say('window.models.recogniser')}</h2>
      <p dir="auto">{about}</p>
      <Facts
        facts={[
          ['name', name],
          ['state', say(`window.models.state.${state}`)],
          ['size', sizeText(size, say)],
          ['licence', licence],
        ]}
      />
    </section>
  )
}
