import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { host } from '../host'
import { hostApp } from './app'
import { chooserOf } from './browser-window'
import { askInWindow, type MessageOptions } from './message-box'
import { offer } from './offer'

interface OpenOptions {
  readonly properties?: readonly string[]
  readonly filters?: readonly { readonly name: string; readonly extensions: readonly string[] }[]
  readonly title?: string
  readonly buttonLabel?: string
  readonly defaultPath?: string
  readonly message?: string
}
interface Opened {
  readonly canceled: boolean
  readonly filePaths: string[]
}

const PROPERTIES = ['openFile', 'openDirectory', 'multiSelections']

/** Electron passes the window first, or leaves it out. */
function split<T>(args: readonly unknown[]): [object | undefined, T] {
  return args.length > 1 ? [args[0] as object, args[1] as T] : [undefined, args[0] as T]
}

/**
 * Chromium's own file chooser (GTK's or the desktop portal's), opened by a window's page. It has no title,
 * button or folder of the caller's, so those are left out: they change no outcome.
 */
async function showOpenDialog(...args: unknown[]): Promise<Opened> {
  const [window, { properties = ['openFile'], filters = [] }] = split<OpenOptions>(args)
  const wrong = properties.find((property) => !PROPERTIES.includes(property))
  if (wrong !== undefined) throw new Error(`the Chromium host does not offer dialog.showOpenDialog with ${wrong}`)
  const page = chooserOf(window)
  if (!page) throw new Error('the Chromium host opens a file dialog from a window of the app only, and there is none')
  if (properties.includes('openDirectory')) {
    const folder = await page.chooseFolder()
    return { canceled: folder === undefined, filePaths: folder === undefined ? [] : [folder] }
  }
  const extensions = filters.flatMap((filter) => filter.extensions).filter((extension) => extension !== '*')
  const filePaths = await page.chooseFiles(extensions.map((extension) => `.${extension}`).join(), properties.includes('multiSelections'))
  return { canceled: filePaths.length === 0, filePaths }
}

interface SaveOptions {
  readonly defaultPath?: string
}

/**
 * Chromium's save dialog tells no page a path, so the app's own suggestion is taken: the file is where it says. Title,
 * filters and the question whether to overwrite have no place then.
 */
async function showSaveDialog(...args: unknown[]): Promise<{ canceled: boolean; filePath: string }> {
  const [, { defaultPath }] = split<SaveOptions>(args)
  if (defaultPath === undefined) throw new Error('the Chromium host offers dialog.showSaveDialog with a defaultPath only')
  await mkdir(dirname(defaultPath), { recursive: true })
  return { canceled: false, filePath: defaultPath }
}

async function showMessageBox(...args: unknown[]): Promise<{ response: number; checkboxChecked: boolean }> {
  const [, options] = split<MessageOptions>(args)
  return { response: await askInWindow(options), checkboxChecked: false }
}

/** Before the app is ready it goes to standard error, as documented for Linux. It does not wait for the answer. */
function showErrorBox(title: string, content: string): void {
  if (!hostApp.isReady()) return void process.stderr.write(`${title}\n${content}\n`)
  host()
  void askInWindow({ type: 'error', title, message: title, detail: content, buttons: ['OK'] })
}

export const dialog = offer('dialog', { showOpenDialog, showSaveDialog, showMessageBox, showErrorBox }, ['showOpenDialog', 'showSaveDialog', 'showMessageBox', 'showErrorBox'])
