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

/** All remembered answers: searched, opened, forgotten and saved. */
export function HistoryView({ openText }: { readonly openText: () => void }) {
  const { state, say } = usePage()
  const { memory, settings, answers } = state
  const { ask, error } = useChange()
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const [isClearing, setClearing] = useState(false)
  const [exported, setExported] = useState('')
  const search = useRef<HTMLInputElement>(null)
  const items = useRef<HTMLUListElement>(null)
  /** The answer that is being forgotten, until it is out of the list. */
  const leaving = useRef<number | null>(null)
  const [helpId, errorId] = [useId(), useId()]
  const { list, query } = useHistory(typed)
  const shown = list?.answers ?? []
  const at = Math.min(active, shown.length - 1)
  const chosen = shown[at]?.id

  const open = async (id: number): Promise<void> => {
    if (await ask(descry.invoke('history:show', id))) openText()
  }
  const forget = async (id: number): Promise<void> => {
    leaving.current = id
    if (!(await ask(descry.invoke('history:forget', id)))) leaving.current = null
  }
  // The answer in its place gets the focus.
  useLayoutEffect(() => {
    if (leaving.current === null || shown.some(({ id }) => id === leaving.current)) return
    leaving.current = null
    if (shown.length === 0) search.current?.focus()
    else focusAnswer(items.current, at)
  }, [shown, at])
  const save = async (): Promise<void> => {
    const saved = await descry.invoke('history:export')
    setExported(saved.ok ? saved.sentence : '')
    void ask(Promise.resolve(saved.ok || saved.code === 'cancelled' ? { ok: true } : saved))
  }
  const count = { count: shown.length }
  const found = query === '' ? say(list?.more ? 'history.count.more' : 'history.count', count) : say(list?.more ? 'history.found.more' : 'history.found', count)
  const title = say('window.nav.history')
  return (
    <View heading={title} title={title} describedBy={`${helpId}-about`}>
      <p id={`${helpId}-about`}>
        {memory.problem ?? say(`history.about.${settings.memory.where}`)} {list && query === '' && found}
      </p>
      <TextField className="history-search" value={typed} onChange={(text) => (setTyped(text), setActive(0))} maxLength={200} aria-describedby={helpId}>
        <Label>{say('history.search')}</Label>
        <HelpText id={helpId} text={say('history.search.help')} />
        <Input ref={search} type="search" />
      </TextField>
      <p role="status">{list && (query !== '' || typed !== '') ? found : ''}</p>
      {shown.length > 0 && (
        <AnswerList key={query} answers={shown} active={at} setActive={setActive} open={(id) => void open(id)} forget={(id) => void forget(id)} list={items} />
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
