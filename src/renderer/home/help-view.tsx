import { Button } from 'react-aria-components'
import { descry } from '../descry'
import { usePage } from '../page-context'
import { KeyTable, WindowKeyTable } from './key-table'
import { LearnedKey } from './learned-key'
import { View } from './view'

const CHAPTERS = ['answers', 'expect', 'privacy'] as const

export function HelpView({ learned }: { readonly learned: string }) {
  const { state, say } = usePage()
  const title = say('window.nav.help')
  const layer = state.keys.find((key) => key.id === 'layer')
  return (
    <View heading={title} title={title}>
      <section aria-labelledby="keys-heading">
        <h2 id="keys-heading">{say('window.help.keys')}</h2>
        <p>
          {layer?.accelerator
            ? say('window.help.layer', { key: layer.spoken })
            : say('window.help.no-layer')}
        </p>
        <KeyTable />
        <h3>{say('window.help.learn')}</h3>
        <p>{say('window.help.learn.about')}</p>
        <Button onPress={() => void descry.invoke('keys:learn', !state.learningKeys)}>
          {say(state.learningKeys ? 'window.help.learn.stop' : 'window.help.learn.start')}
        </Button>
        {state.learningKeys && <LearnedKey words={learned} />}
      </section>
      {CHAPTERS.map((chapter) => (
        <section key={chapter}>
          <h2>{say(`window.help.${chapter}`)}</h2>
          {say(`window.help.${chapter}.text`)
            .split('\n')
            .map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
        </section>
      ))}
      <section>
        <h2>{say('window.help.window')}</h2>
        <WindowKeyTable />
      </section>
    </View>
  )
}
