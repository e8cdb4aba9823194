import { type KeyboardEvent, type RefObject, useId } from 'react'
import type { Remembered } from '../../../shared/ipc-schema'
import { usePage } from '../../page-context'
import { whenText } from './when-text'

interface AnswerListProps {
  readonly answers: readonly Remembered[]
  /** The answer that the keys and buttons are about. */
  readonly active: number
  /** It had the focus. A list that shows another one as selected while it comes is read out by readers, unasked. */
  readonly isChosen: boolean
  readonly setActive: (index: number) => void
  readonly open: (id: number) => void
  readonly forget: (id: number) => void
  readonly list: RefObject<HTMLUListElement | null>
}

/** Gives an answer of the list the focus. */
export function focusAnswer(list: HTMLUListElement | null, index: number): void {
  list?.querySelectorAll<HTMLElement>('[role=option]')[index]?.focus()
}

/** How far a key goes in a list: by one, or to an end. */
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity }

/** Answers as a list: one of them is reached by Tab, the others by the arrow keys. */
export function AnswerList({ answers, active, isChosen, setActive, open, forget, list }: AnswerListProps) {
  const { state, say } = usePage()
  const helpId = useId()

  const press = (event: KeyboardEvent, index: number): void => {
    const id = answers[index]?.id
    const step = STEPS[event.key]
    if (id === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    if (step !== undefined) focusAnswer(list.current, Math.min(Math.max(index + step, 0), answers.length - 1))
    else if (event.key === 'Enter') open(id)
    else if (event.key === 'Delete') forget(id)
    else return
    event.preventDefault()
  }
  return (
    <>
      <p id={helpId} className="help-text">
        {say('history.list.help')}
      </p>
      <ul ref={list} className="answer-list" role="listbox" aria-label={say('history.list')} aria-describedby={helpId}>
        {answers.map(({ id, about, takenAt, text, lang }, index) => (
          <li
            key={id}
            role="option"
            aria-selected={isChosen && index === active}
            tabIndex={index === active ? 0 : -1}
            onFocus={() => setActive(index)}
            onClick={() => setActive(index)}
            onDoubleClick={() => open(id)}
            onKeyDown={(event) => press(event, index)}
          >
            <span className="from">{say('history.item', { about, when: whenText(takenAt, state.locale) })}</span>{' '}
            <span lang={lang} dir="auto">
              {text}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
