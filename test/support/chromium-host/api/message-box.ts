import { host } from '../host'
import { Page } from '../page/page'
import { hostApp } from './app'
import { primaryArea } from './screen'
import { frameOptions } from './window-options'

export interface MessageOptions {
  readonly message: string
  readonly detail?: string
  readonly title?: string
  readonly type?: string
  readonly buttons?: readonly string[]
  readonly defaultId?: number
  readonly cancelId?: number
  readonly noLink?: boolean
}
const OPTIONS = ['message', 'detail', 'title', 'type', 'buttons', 'defaultId', 'cancelId', 'noLink']
const WIDTH = 480

/** Runs in the dialog's page, which has no script of its own: builds it and resolves with the button's number. */
function ask({ message, detail, title, buttons, defaultId, cancelId }: Required<Omit<MessageOptions, 'type' | 'noLink'>>): Promise<number> {
  document.title = title
  const style = { font: '16px system-ui, sans-serif', margin: '24px', lineHeight: '1.5' }
  Object.assign(document.body.style, style)
  const main = document.createElement('main')
  main.setAttribute('role', 'alertdialog')
  main.setAttribute('aria-labelledby', 'message')
  main.setAttribute('aria-describedby', 'detail')
  const heading = Object.assign(document.createElement('h1'), { id: 'message', textContent: message })
  heading.style.fontSize = '18px'
  const text = Object.assign(document.createElement('p'), { id: 'detail', textContent: detail })
  main.append(heading, text)
  document.body.append(main)
  return new Promise((resolve) => {
    buttons.forEach((label, at) => {
      const button = Object.assign(document.createElement('button'), { textContent: label })
      Object.assign(button.style, { font: 'inherit', padding: '8px 16px', marginRight: '8px' })
      button.addEventListener('click', () => resolve(at))
      main.append(button)
      if (at === defaultId) button.focus()
    })
    addEventListener('keydown', (event) => event.key === 'Escape' && resolve(cancelId))
  })
}

/** Electron's rule (docs/api/dialog): a button named Cancel or No, else the first one's number. */
function cancelOf(buttons: readonly string[]): number {
  const at = buttons.findIndex((label) => /^(cancel|no)$/i.test(label))
  return Math.max(at, 0)
}

/** A message with buttons in a window of its own; resolves with the number of the one that was pressed. */
export async function askInWindow(options: MessageOptions): Promise<number> {
  for (const name of Object.keys(options)) if (!OPTIONS.includes(name)) throw new Error(`the Chromium host does not offer dialog's ${name}`)
  const { buttons = ['OK'], message, detail = '', title = hostApp.getName(), defaultId = 0 } = options
  const { desktop, pages, server } = host()
  const height = 180 + 24 * Math.ceil((message.length + detail.length) / 50)
  const frame = desktop.now('create', frameOptions({ title, width: WIDTH, height, resizable: false }, primaryArea(), hostApp.getName()))
  const { session, target, child } = await pages.open()
  desktop.tell('adopt', frame, child)
  const page = new Page(session, target, server)
  await page.install({ preload: undefined, background: 0xffffff, webgl: false })
  desktop.tell('show', frame, true)
  const cancelId = options.cancelId ?? cancelOf(buttons)
  const closed = new Promise<number>((resolve) => {
    desktop.on('frame', (which: number, name: string) => which === frame && name === 'close-request' && resolve(cancelId))
    page.once('gone', () => resolve(cancelId))
  })
  const given = JSON.stringify({ buttons, message, detail, title, defaultId, cancelId })
  const pressed = page.evaluate(`(${ask.toString()})(${given})`, true).catch(() => cancelId)
  const answer = await Promise.race([closed, pressed as Promise<number>])
  pages.close(target)
  desktop.tell('destroy', frame)
  return answer
}
