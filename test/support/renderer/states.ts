import { type AnswerView, type AppState, appStateSchema, KEY_IDS, type KeyView } from '../../../src/shared/app-state'
import { commandSpec } from '../../../src/shared/commands'
import type { ModelView } from '../../../src/shared/ipc-schema'
import { DEFAULT_SETTINGS, type SettingsPatch } from '../../../src/shared/settings'

const keys: KeyView[] = KEY_IDS.map((id) => {
  const key = id === 'layer' ? 'F9' : commandSpec(id).letter
  const held = { accelerator: `Control+Alt+Shift+${key}`, spoken: `Control Alt Shift ${key}` }
  if (id === 'describe-window') return { id, ...held, state: 'conflict', note: 'The desktop uses this key, too.' }
  if (id === 'status') return { id, accelerator: null, spoken: '', state: 'off', note: null }
  return { id, ...held, state: 'held', note: null }
})

export const ANSWER: AnswerView = {
  id: 7,
  command: 'describe-screen',
  about: 'The screen',
  takenAt: new Date(2026, 4, 4, 14, 3).getTime(),
  sentences: [
    { text: 'A dialog with two buttons, probably.', lang: 'en', source: 'model' },
    { text: 'It says: Save changes to report.odt before closing?', lang: 'en', source: 'recogniser' },
    { text: 'unclear: Don’t 5ave', lang: 'en', source: 'recogniser' },
  ],
  lines: ['Save changes to report.odt before closing?', 'Don’t 5ave', 'Cancel', 'Save'],
  complete: true,
  failed: false,
  picture: false,
}

export const MODELS: ModelView[] = [
  {
    id: 'descry-nano',
    name: 'descry-nano',
    about: 'Says what is in a photograph, in a few words. It is very small and often wrong.',
    size: 21_400_000,
    licence: 'Apache-2.0',
    state: 'in-use',
  },
  {
    id: 'pp-ocr-v6',
    name: 'PP-OCRv6 tiny',
    about: 'Reads text in pictures.',
    size: 7_900_000,
    licence: 'Apache-2.0',
    state: 'missing',
  },
]

/** The state of an app that has been in use for a while, with some of it changed. */
export function stateOf(part: Partial<AppState> = {}, settings: SettingsPatch = {}): AppState {
  return appStateSchema.parse({
    locale: 'en',
    settings: { ...DEFAULT_SETTINGS, firstRunDone: true, ...settings },
    activity: { command: null, sentence: '' },
    answer: ANSWER,
    said: [],
    answers: { count: 3, position: 2 },
    engine: { state: 'ready', sentence: 'The model is ready.' },
    voice: 'Orca would speak now.',
    reader: true,
    caption: false,
    keys,
    learningKeys: false,
    ...part,
  })
}
