import { usePage } from '../../page-context'

type FactName = 'name' | 'good-at' | 'languages' | 'state' | 'size' | 'memory' | 'licence'

/** What is known of something, a name and a value each; what is not known is left out. */
export function Facts({ facts }: { readonly facts: readonly (readonly [name: FactName, value: string])[] }) {
  const { say } = usePage()
  return (
    <dl>
      {facts
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{say(`window.models.${name}`)}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
    </dl>
  )
}
