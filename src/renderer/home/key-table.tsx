import { commandSpec } from '../../shared/commands'
import { usePage } from '../page-context'
import { spokenLetter } from '../spoken-letter'
import { SYSTEM } from '../system'
import { keyHelp, keyName } from './key-name'
import { spokenPress, windowKeyHelp, windowKeys } from './window-keys'

function Heads({ columns }: { readonly columns: readonly ('command' | 'letter' | 'key' | 'does')[] }) {
  const { say } = usePage()
  return (
    <thead role="rowgroup">
      <tr role="row">
        {columns.map((column) => (
          <th key={column} role="columnheader" scope="col">
            {say(`window.help.keys.${column}`)}
          </th>
        ))}
      </tr>
    </thead>
  )
}

/**
 * All keys. The roles are named although a table has them: in a narrow window its rows are laid out as
 * blocks, and they stay a table for a reader.
 */
export function KeyTable() {
  const { state, say } = usePage()
  return (
    <table role="table" className="key-table">
      <caption>{say('window.help.keys.caption')}</caption>
      <Heads columns={['command', 'letter', 'key', 'does']} />
      <tbody role="rowgroup">
        {state.keys.map((key) => (
          <tr key={key.id} role="row">
            <th role="rowheader" scope="row">
              {keyName(key.id, say)}
            </th>
            <td role="cell" data-column={say('window.help.keys.letter')}>
              {key.id === 'layer' || commandSpec(key.id).menu === false ? '' : spokenLetter(commandSpec(key.id).letter, say)}
            </td>
            <td role="cell" data-column={say('window.help.keys.key')}>
              {key.accelerator ? key.spoken : say('window.keys.none')}
            </td>
            <td role="cell">{keyHelp(key.id, say)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The keys that work in this window alone. */
export function WindowKeyTable() {
  const { state, say } = usePage()
  return (
    <table role="table" className="key-table">
      <caption>{say('context.window-keys')}</caption>
      <Heads columns={['key', 'does']} />
      <tbody role="rowgroup">
        {windowKeys(SYSTEM).map((key) => {
          const spoken = spokenPress(key, SYSTEM, { locale: state.locale, say })
          return (
            <tr key={spoken} role="row">
              <th role="rowheader" scope="row">
                {spoken}
              </th>
              <td role="cell">{windowKeyHelp(key, say)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
