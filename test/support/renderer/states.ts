import { type AnswerView, type AppState, appStateSchema, KEY_IDS, type KeyView } from '../../../src/shared/app-state'
import { commandSpec } from '../../../src/shared/commands'
import type { InvokeReply, ModelList, ModelView } from '../../../src/shared/ipc-schema'
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
  tables: [],
  fields: [],
  complete: true,
  failed: false,
  picture: false,
}

/** Three remembered answers. */
export const REMEMBERED: InvokeReply<'history:list'> = {
  answers: [
    { id: 9, about: 'The screen', takenAt: Date.now(), text: 'A dialog with two buttons, probably.', lang: 'en' },
    { id: 8, about: 'The camera', takenAt: new Date(2026, 4, 4, 14, 3).getTime(), text: 'Ein Hund, wahrscheinlich.', lang: 'de' },
    { id: 5, about: 'The window Letter', takenAt: new Date(2026, 4, 3, 9, 0).getTime(), text: 'It says: Dear Ada', lang: 'en' },
  ],
  more: false,
}

const apache = { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0', needsConsent: false }

/** A model of the catalogue that is not here yet. */
const aModel = (change: Partial<ModelView> = {}): ModelView => ({
  id: 'smolvlm-256m',
  name: 'SmolVLM 256M',
  state: 'available',
  origin: 'catalogue',
  size: 210_000_000,
  received: 0,
  memory: 900_000_000,
  licence: apache,
  needsConsent: false,
  languages: ['en'],
  goodAt: ['captions', 'questions'],
  inUse: false,
  why: '',
  ...change,
})

const BOX = aModel({ id: 'descry-nano', name: 'descry-nano', state: 'box', origin: 'box', size: 21_400_000, received: 21_400_000, inUse: true })
const OWN_LICENCE = { name: 'LFM Open License v1.0', url: 'https://example.com/licence', needsConsent: true }
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'ja', 'zh']

/** One model of each kind. */
export const MODELS: ModelList = {
  models: [
    BOX,
    aModel(),
    aModel({ id: 'florence', name: 'Florence-2', state: 'installed', received: 210_000_000, languages: LANGUAGES }),
    aModel({ id: 'qwen', name: 'Qwen3.5 0.8B', state: 'partial', received: 90_000_000, why: 'Qwen3.5 0.8B would be slow here.' }),
    aModel({ id: 'lfm', name: 'LFM3 VL 2B', size: 1_700_000_000, licence: OWN_LICENCE, needsConsent: true }),
    aModel({ id: 'mine', name: 'My model', state: 'damaged', origin: 'imported', memory: null, licence: null, languages: [], goodAt: [] }),
    aModel({ id: 'broken', name: 'Broken model', state: 'damaged' }),
  ],
  recogniser: { name: 'PP-OCRv6 tiny', about: 'Reads text in pictures.', size: 7_900_000, licence: 'Apache-2.0', state: 'in-use' },
  recommendation: 'SmolVLM 256M would describe a picture in about 2 seconds here; it is a download of 210 megabytes.',
  recommended: 'smolvlm-256m',
  devices: ['auto', 'cpu', 'cuda', 'webgpu'],
}

export const MODELS_STATE: AppState['models'] = {
  inUse: 'descry-nano',
  work: null,
  waiting: [],
  switching: null,
  said: null,
  edition: 0,
  device: 'Descry uses the processor: it is as fast as the graphics card here.',
  findings: ['WebGPU works with this model.'],
}

/** Something is being fetched, and something waits. */
export const DOWNLOADING: Partial<AppState['models']> = {
  work: {
    kind: 'download',
    id: 'smolvlm-256m',
    name: 'SmolVLM 256M',
    progress: { id: 'smolvlm-256m', phase: 'downloading', received: 94_500_000, total: 210_000_000 },
  },
  waiting: [{ id: 'qwen', name: 'Qwen3.5 0.8B' }],
}

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
    models: { ...MODELS_STATE },
    voice: 'Orca would speak now.',
    reader: true,
    unknownReader: false,
    saysFocus: false,
    narrating: null,
    asking: null,
    listening: null,
    understood: null,
    profile: null,
    memory: { kept: 0, problem: null },
    caption: false,
    keys,
    displays: [
      { number: 1, name: 'Display 1, to the left, the main one' },
      { number: 2, name: 'Display 2, to the right' },
    ],
    learningKeys: false,
    ...part,
  })
}
