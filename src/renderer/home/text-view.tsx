import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react'
import { Button, Label, TextArea, TextField } from 'react-aria-components'
import { usePage } from '../page-context'
import { AnswerTables } from './answer-tables'
import type { AnswerView } from '../../shared/app-state'
import { answerText, lineStart } from './answer-text'
import { cellId } from './table-grid'
import { View } from './view'

interface TextViewProps {
  readonly line: number
  readonly move: number
  readonly close: () => void
}

/** The cell that a line of the answer's text stands in. */
function cellOfLine(answer: AnswerView | null, line: number): string | undefined {
  const read = line - (answer?.sentences.length ?? 0)
  const found = answer?.tables.flatMap(({ cells }, index) => cells.filter((cell) => cell.lines.includes(read)).map((cell) => cellId(index, cell)))
  return found?.[0]
}

/**
 * The answer as plain text, to be read letter by letter, and its tables, to be walked by the cell: the caret goes to
 * the line, the focus to its cell where it stands in one, Escape goes back.
 */
export function TextView({ line, move, close }: TextViewProps) {
  const { state, say } = usePage()
  const box = useRef<HTMLTextAreaElement>(null)
  const text = state.answer ? answerText(state.answer) : say('window.answer.none')

  const cell = useEffectEvent(() => document.getElementById(cellOfLine(state.answer, line) ?? ''))

  useLayoutEffect(() => {
    const area = box.current
    if (!area) return
    const start = lineStart(area.value, line)
    const focused = cell() ?? area
    focused.focus()
    area.setSelectionRange(start, start)
    const lines = area.value.split('\n').length
    area.scrollTop = (area.scrollHeight * line) / lines
  }, [line, move])
  // From where one is now, also in the moment in which main names another line.
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Escape') close()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])

  return (
    <div className="text-view">
      <View heading={say('window.text.heading')} title={say('window.text.heading')}>
        <TextField value={text} className="plain-text">
          <Label>{say('window.text.label')}</Label>
          <TextArea
            ref={box}
            lang={state.answer?.sentences[0]?.lang}
            dir="auto"
            spellCheck={false}
            autoComplete="off"
            // Chromium moves no caret in a textarea that has readonly: it refuses every edit instead.
            aria-readonly="true"
            onBeforeInput={(event) => event.preventDefault()}
          />
        </TextField>
        {state.answer && <AnswerTables answer={state.answer} />}
        <p>
          <Button onPress={close}>{say('window.text.back')}</Button>
        </p>
      </View>
    </div>
  )
}
