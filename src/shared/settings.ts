import { z } from 'zod'
import { COMMAND_IDS } from './commands'
import { DEVICES } from './devices'
import { LENGTHS } from './engine-protocol'
import { modelIdSchema } from './model-catalogue'
import { profileSchema } from './profile'
import { VERBOSITY, type Telling, type Topic } from './verbosity'
import { ROUTE_IDS } from './voice-routes'

/** Raised when a field changes its meaning; `src/main/settings` migrates older ones. */
export const SETTINGS_VERSION = 4

const accelerator = z.string().min(1).max(64)

/** Keys that the user changed: an accelerator in Electron's syntax, or null for none. */
const keysSchema = z.strictObject({
  layer: accelerator.nullable().optional(),
  commands: z.partialRecord(z.enum(COMMAND_IDS), accelerator.nullable()),
})

const THEMES = ['system', 'light', 'dark', 'contrast'] as const
export const CAPTION_EDGES = ['top', 'bottom', 'left', 'right'] as const
/** `no-reader`: shown while no screen reader runs. */
const CAPTION_MODES = ['no-reader', 'always', 'never'] as const
/** `auto`: the running screen reader if there is one, else the best voice; the others as they are. */
const VOICE_ROUTES = ['auto', ...ROUTE_IDS] as const
/** `voice`: as the voice has it; the others are read out by name, more and more of them. */
export const PUNCTUATIONS = ['voice', 'none', 'some', 'most', 'all'] as const
export type Punctuation = (typeof PUNCTUATIONS)[number]
/** The display that "describe the screen" means; a number counts them from the left, from 1. */
const MONITORS = ['front', 'pointer', 'main'] as const
/** What is done beside a screen reader that Descry does not know: it asks once. */
const UNKNOWN_READER = ['ask', 'speak', 'quiet'] as const

const tellings = <T extends Telling>(those: readonly [T, ...T[]]) => z.enum(those)
const verbositySchema = z.strictObject({
  greeting: tellings(VERBOSITY.greeting),
  progress: tellings(VERBOSITY.progress),
  notices: tellings(VERBOSITY.notices),
  confirmations: tellings(VERBOSITY.confirmations),
  hints: tellings(VERBOSITY.hints),
  places: tellings(VERBOSITY.places),
  voices: tellings(VERBOSITY.voices),
} satisfies Record<Topic, unknown>)

/** Where answers are remembered: encrypted on the disk, for this run in memory, or the newest alone. */
const MEMORIES = ['disk', 'memory', 'nothing'] as const
/** When a picture is read several times: when it is asked for, or for each description. */
const DOUBTS = ['asked', 'always'] as const

/** `auto`: the fastest that answers as the processor does. */
export const DEVICE_CHOICES = ['auto', ...DEVICES] as const
export type DeviceSetting = (typeof DEVICE_CHOICES)[number]
/** The model that comes with Descry. */
export const BOX_MODEL = 'descry-nano'

export const settingsSchema = z.strictObject({
  version: z.literal(SETTINGS_VERSION),
  /** `system` follows the desktop. */
  locale: z.enum(['system', 'en', 'de']),
  theme: z.enum(THEMES),
  length: z.enum(LENGTHS),
  hedge: z.enum(['words', 'none']),
  /** Answers are shown and go to braille, and are not spoken. */
  quiet: z.boolean(),
  doubt: z.enum(DOUBTS),
  listening: z.strictObject({
    /** Milliseconds of silence that end a spoken question. */
    pause: z.int().min(500).max(5000),
  }),
  memory: z.strictObject({
    where: z.enum(MEMORIES),
    /** Answers that are remembered at most. */
    limit: z.int().min(10).max(10_000),
  }),
  /** The first that fits the window in front is used. */
  profiles: z.array(profileSchema).max(100),
  voice: z.strictObject({
    route: z.enum(VOICE_ROUTES),
    /** By its name among the voices of the route; null takes the route's own for the language. */
    name: z.string().min(1).max(200).nullable(),
    /** Words a minute; null keeps the rate that the user gave the system's voice. */
    rate: z.int().min(80).max(550).nullable(),
    /** 0 to 100. */
    volume: z.int().min(0).max(100),
    /** -100 to 100. */
    pitch: z.int().min(-100).max(100),
    punctuation: z.enum(PUNCTUATIONS),
    unknownReader: z.enum(UNKNOWN_READER),
    /** Without a screen reader Descry says the names of its own windows' controls itself. */
    ownWindows: z.boolean(),
  }),
  braille: z.strictObject({
    /** Answers go to braille alone, no voice and no sound; one complete message an answer. */
    only: z.boolean(),
    /** An answer stays on the braille display until a key is pressed, and in the window until the next. */
    sticky: z.boolean(),
  }),
  /** `window`: a finished answer opens as text instead of being spoken. */
  answersIn: z.enum(['voice', 'window']),
  verbosity: verbositySchema,
  monitor: z.union([z.enum(MONITORS), z.int().min(1).max(16)]),
  narration: z.strictObject({
    /** Seconds between two things that are said, at least. */
    every: z.int().min(2).max(60),
    /** Its first start said what it is not for. */
    warned: z.boolean(),
  }),
  sounds: z.strictObject({ on: z.boolean(), volume: z.int().min(0).max(100) }),
  caption: z.strictObject({
    mode: z.enum(CAPTION_MODES),
    edge: z.enum(CAPTION_EDGES),
    /** Per cent of the window's text size. */
    scale: z.int().min(100).max(400),
  }),
  keys: keysSchema,
  /** Id of the model that describes. */
  model: modelIdSchema,
  device: z.enum(DEVICE_CHOICES),
  /** The first run was gone through, or left on purpose. */
  firstRunDone: z.boolean(),
  /** The first close of the window said how to come back. */
  firstCloseSaid: z.boolean(),
})
export type Settings = z.infer<typeof settingsSchema>

/** What a window may change at once; `undefined` leaves a field as it is. */
export const settingsPatchSchema = settingsSchema.omit({ version: true }).partial()
export type SettingsPatch = z.infer<typeof settingsPatchSchema>

/** Of those the window may change by itself; a model or device is kept only once it works. */
export const windowPatchSchema = settingsPatchSchema.omit({ model: true, device: true })

export const DEFAULT_SETTINGS: Settings = {
  version: SETTINGS_VERSION,
  locale: 'system',
  theme: 'system',
  length: 'normal',
  hedge: 'words',
  quiet: false,
  doubt: 'asked',
  listening: { pause: 1200 },
  memory: { where: 'memory', limit: 500 },
  profiles: [],
  voice: { route: 'auto', name: null, rate: null, volume: 100, pitch: 0, punctuation: 'voice', unknownReader: 'ask', ownWindows: true },
  braille: { only: false, sticky: false },
  answersIn: 'voice',
  verbosity: { greeting: 'words', progress: 'words', notices: 'words', confirmations: 'words', hints: 'words', places: 'words', voices: 'words' },
  monitor: 'front',
  narration: { every: 4, warned: false },
  sounds: { on: true, volume: 50 },
  caption: { mode: 'no-reader', edge: 'bottom', scale: 100 },
  keys: { commands: {} },
  model: BOX_MODEL,
  device: 'auto',
  firstRunDone: false,
  firstCloseSaid: false,
}
