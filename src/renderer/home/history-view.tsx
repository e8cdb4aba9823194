import { useId, useLayoutEffect, useRef, useState } from 'react'
import { Button, Input, Label, TextField } from 'react-aria-components'
import { ErrorText } from '../controls/error-text'
import { HelpText } from '../controls/help-text'
import { useChange } from '../controls/use-change'
import { descry } from '../descry'
import { usePage } from '../page-context'
import { AnswerList, focusAnswer } from './history/answer-list'
import { ClearDialog } from './history/clear-dialog'
import { useHistory } from './history/use-history'
import { View } from './view'

/** The answer that the keys and buttons are about: where it was last, for when it is gone. */
interface Active {
  readonly id: number | null
  readonly index: number
}
const NONE: Active = { id: null, index: 0 }

/** All remembered answers: searched, opened, forgotten and saved. */
export function HistoryView({ openText }: { readonly openText: () => void }) {
  const { state, say } = usePage()
  const { memory, settings, answers } = state
  const { ask, error } = useChange()
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(NONE)
  const [isClearing, setClearing] = useState(false)
  const [exported, setExported] = useState('')
  const search = useRef<HTMLInputElement>(null)
  const items = useRef<HTMLUListElement>(null)
  /** The answer that is being forgotten, until it is out of the list. */
  const leaving = useRef<number | null>(null)
  const [helpId, errorId] = [useId(), useId()]
  const { list, query } = useHistory(typed)
  const shown = list?.answers ?? []
  // Others may have come before it.
  const found = shown.findIndex(({ id }) => id === active.id)
  const at = found < 0 ? Math.min(active.index, shown.length - 1) : found
  const chosen = shown[at]?.id

  const open = async (id: number): Promise<void> => {
    if (await ask(descry.invoke('history:show', id))) openText()
  }
  const forget = async (id: number): Promise<void> => {
    leaving.current = id
    if (!(await ask(descry.invoke('history:forget', id)))) leaving.current = null
  }
  useLayoutEffect(() => {
    if (found >= 0 && found !== active.index) setActive({ id: active.id, index: found })
    const isForgotten = leaving.current !== null && shown.every(({ id }) => id !== leaving.current)
    // By a key that is not this window's, or because there were too many.
    const isLost = active.id !== null && found < 0 && document.activeElement === document.body
    if (!isForgotten && !isLost) return
    // The answer in its place gets the focus.
    leaving.current = null
    if (shown.length === 0) search.current?.focus()
    else focusAnswer(items.current, at)
  }, [shown, at, found, active])
  const save = async (): Promise<void> => {
    const saved = await descry.invoke('history:export')
    setExported(saved.ok ? saved.sentence : '')
    void ask(Promise.resolve(saved.ok || saved.code === 'cancelled' ? { ok: true } : saved))
  }
  const count = { count: shown.length }
  const counted = query === '' ? say(list?.more ? 'history.count.more' : 'history.count', count) : say(list?.more ? 'history.found.more' : 'history.found', count)
  const about = memory.problem ?? say(`history.about.${settings.memory.where}`)
  const title = say('window.nav.history')
  return (
    <View heading={title} title={title} describedBy={`${helpId}-about`}>
      {/* One text: of several, a reader of the heading's description gets the words without the spaces between. */}
      <p id={`${helpId}-about`}>{list && query === '' ? `${about} ${counted}` : about}</p>
      <TextField className="history-search" value={typed} onChange={(text) => (setTyped(text), setActive(NONE))} maxLength={200} aria-describedby={helpId}>
        <Label>{say('history.search')}</Label>
        <HelpText id={helpId} text={say('history.search.help')} />
        <Input ref={search} type="search" />
      </TextField>
      <p role="status">{list && query !== '' ? counted : ''}</p>
      {shown.length > 0 && (
        <AnswerList key={query} answers={shown} active={at} isChosen={found >= 0} setActive={(index) => setActive({ id: shown[index]?.id ?? null, index })} open={(id) => void open(id)} forget={(id) => void forget(id)} list={items} />
      )}
      <div className="answer-tools" role="group" aria-label={say('window.answer.tools')}>
        {chosen !== undefined && (
          <>
            <Button onPress={() => void open(chosen)}>{say('history.open')}</Button>
            <Button onPress={() => void forget(chosen)}>{say('history.forget')}</Button>
          </>
        )}
        <Button aria-describedby={errorId} onPress={() => void save()}>
          {say('history.export')}
        </Button>
        {answers.count > 0 && <Button onPress={() => setClearing(true)}>{say('history.clear')}</Button>}
      </div>
      {exported !== '' && <p className="said">{exported}</p>}
      <ErrorText id={errorId} text={error} />
      {isClearing && (
        <ClearDialog
          clear={() => {
            void ask(descry.invoke('answers:clear'))
            search.current?.focus()
          }}
          close={() => setClearing(false)}
        />
      )}
    </View>
  )
}
