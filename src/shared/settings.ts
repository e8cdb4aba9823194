import { z } from 'zod'
import { COMMAND_IDS } from './commands'
import { DEVICES } from './devices'
import { LENGTHS } from './engine-protocol'
import { modelIdSchema } from './model-catalogue'
import { ROUTE_IDS } from './voice-routes'

/** Raised when a field changes its meaning; `src/main/settings` migrates older ones. */
export const SETTINGS_VERSION = 2

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
  voice: z.strictObject({
    route: z.enum(VOICE_ROUTES),
    /** Words a minute; null keeps the rate that the user gave the system's voice. */
    rate: z.int().min(80).max(550).nullable(),
    /** 0 to 100. */
    volume: z.int().min(0).max(100),
    /** -100 to 100. */
    pitch: z.int().min(-100).max(100),
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
  voice: { route: 'auto', rate: null, volume: 100, pitch: 0 },
  sounds: { on: true, volume: 50 },
  caption: { mode: 'no-reader', edge: 'bottom', scale: 100 },
  keys: { commands: {} },
  model: BOX_MODEL,
  device: 'auto',
  firstRunDone: false,
  firstCloseSaid: false,
}
