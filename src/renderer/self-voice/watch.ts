import type { KeySystem } from '../../shared/keys'
import { speakKey } from '../../shared/keys'
import type { Messages } from '../../shared/messages'
import type { SpokenCell } from '../../shared/cell-words'
import type { Control, Surrounding } from './control'
import { describeElement, surroundingsOf } from './describe'
import { joinSentences, joinWords, plainText } from './plain-text'
import { readingKey } from './reading'
import { FieldVoice, isTextField } from './text-field'
import { changeWords, controlWords } from './words'

/** Messages that come by themselves: why a change was refused, that the page failed, that something is done. */
const NEWS = '[role=alert], [role=status], .broken'

const MODIFIERS: ReadonlySet<string> = new Set(['Control', 'Alt', 'AltGraph', 'Shift', 'Meta'])

interface WatchParts {
  readonly messages: Messages
  readonly system: KeySystem
  /** The user wants to hear which keys a menu has. */
  readonly hints: boolean
  /**
   * Has something said. `more`: it came by itself to where one is, and is said behind what is still being said of
   * that; anything else cuts it off.
   */
  readonly send: (text: string, more: boolean) => void
  /** Calls back when what the browser and the page do now is done. @returns what calls it off */
  readonly later: (act: () => void) => () => void
}

/**
 * Says what has the focus, what changes at it, what is typed and what appears, as a screen reader would.
 * @returns what ends it, and what is to be called when the window opens anew
 */
export function watchWindow(document: Document, { messages, system, hints, send, later }: WatchParts): { stop(): void; opened(): void } {
  const say: Messages['say'] = (key, values) => messages.say(key, values)
  const shortcut = (accelerator: string): string => speakKey(accelerator, system, messages)
  const stop = new AbortController()
  let calledOff: (() => void) | null = null
  let said: { readonly element: Element; control: Control; readonly field: FieldVoice | null } | null = null
  let inside: readonly Element[] = []
  /** Where one was last in which table: of its headers only those that change are said. */
  let walked: { readonly grid: Element; readonly cell: SpokenCell } | null = null
  let news = new Map<Element, string>()
  let withTitle = true
  let isReading = false
  /** A key or the pointer was pressed since something was said: what comes of it is not waited for. */
  let isAnswer = true
  /** What the keyboard did to a text field, in words that come before all else. */
  let echo = ''

  function focusedElement(): Element | null {
    const active = document.activeElement
    if (!active || active === document.body) return null
    const descendant = active.getAttribute('aria-activedescendant')
    return (descendant ? document.getElementById(descendant) : null) ?? active
  }

  const withHint = (around: Surrounding): Surrounding =>
    hints && around.role === 'menu' && around.description === '' ? { ...around, description: say('context.menu.hint') } : around

  /** All there is to say of an element that got the focus. */
  function arrive(element: Element): string {
    const around = surroundingsOf(element)
    const entered = around.filter(({ element: one }) => !inside.includes(one)).map(({ said: one }) => withHint(one))
    const described = describeElement(element)
    // Whoever reads on by the arrow keys comes to the text in a moment.
    const control = isReading ? { ...described, text: '' } : described
    isReading = false
    const field = isTextField(element) ? new FieldVoice(element, say) : null
    inside = around.map((one) => one.element)
    said = { element, control, field }
    const grid = element.closest('[role=grid]')
    const before = walked?.grid === grid ? walked.cell : null
    walked = grid && control.cell ? { grid, cell: control.cell } : null
    const words = controlWords(control, entered, shortcut, say, before)
    const line = element instanceof HTMLTextAreaElement ? (field?.line() ?? '') : ''
    const all = joinSentences([words, line])
    const title = withTitle && document.title !== control.name ? `${document.title}. ` : ''
    withTitle = false
    return title + all
  }

  /** What there is to say of the focus; also notes in `isAnswer` that it is somewhere else. */
  function focusWords(): string {
    const element = focusedElement()
    if (!element) {
      said = null
      return ''
    }
    if (element !== said?.element) {
      isAnswer = !element.hasAttribute('data-says-itself')
      return isAnswer ? arrive(element) : ((said = null), '')
    }
    const before = said.control
    const now = describeElement(element)
    said.control = before.text === '' ? { ...now, text: '' } : now
    return changeWords(before, said.control, say)
  }

  function newsWords(): string {
    const now = new Map([...document.querySelectorAll(NEWS)].map((one) => [one, plainText(one)]))
    const fresh = [...now].filter(([one, text]) => text !== '' && news.get(one) !== text).map(([, text]) => text)
    news = now
    return fresh.reduce(joinWords, '')
  }

  function look(): void {
    calledOff = null
    if (!document.hasFocus()) return
    const words = [echo, focusWords(), newsWords()].reduce(joinWords, '')
    echo = ''
    if (words === '') return
    send(words, !isAnswer)
    isAnswer = false
  }

  function lookSoon(): void {
    calledOff ??= later(look)
  }

  /** It opens, or one is back from another window: where one is is said in full. */
  function opened(): void {
    said = null
    inside = []
    walked = null
    withTitle = true
    lookSoon()
  }

  function onInput(): void {
    if (said?.field) {
      echo = said.field.typed()
      // It was said as it was typed, and is not said again as a new value.
      said.control = describeElement(said.element)
    }
    lookSoon()
  }

  function onCaret(isLast: boolean): void {
    const words = said?.field?.moved(isLast) ?? ''
    if (words === '') return
    echo = words
    lookSoon()
  }

  const { signal } = stop
  const hear = (type: string, act: (event: Event) => void): void => document.addEventListener(type, act, { signal, capture: true })
  hear('focusin', lookSoon)
  // What gets the focus once more was asked for again, and is said again.
  hear('focusout', () => {
    said = null
  })
  hear('change', lookSoon)
  hear('input', onInput)
  hear('keydown', (event) => {
    said?.field?.press(event as KeyboardEvent)
    // Keys that only change what others do are pressed with them, and by the keys of the whole system, too.
    isAnswer ||= !MODIFIERS.has((event as KeyboardEvent).key)
  })
  hear('pointerdown', () => {
    isAnswer = true
  })
  hear('keyup', () => onCaret(true))
  hear('selectionchange', () => onCaret(false))
  document.addEventListener(
    'keydown',
    (event) => {
      isReading = readingKey(event)
    },
    { signal },
  )
  document.defaultView?.addEventListener('focus', opened, { signal })
  const changes = new MutationObserver(lookSoon)
  changes.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
  lookSoon()
  return {
    opened,
    stop() {
      stop.abort()
      changes.disconnect()
      calledOff?.()
    },
  }
}
