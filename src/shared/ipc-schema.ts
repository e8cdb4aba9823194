import { z } from 'zod'
import { appStateSchema, KEY_IDS } from './app-state'
import { COMMAND_IDS } from './commands'
import { FAILURE_CODES } from './codes'
import { modelIdSchema } from './model-catalogue'
import { modelEntrySchema } from './model-entry'
import { MAX_ENCODED_BYTES } from './picture'
import { profileSchema } from './profile'
import { DEVICE_CHOICES, windowPatchSchema } from './settings'

/** The windows that load a page of ours; each has the channels that name it and no other. */
export const WINDOWS = ['home', 'menu', 'caption', 'stage'] as const
export type WindowName = (typeof WINDOWS)[number]

export const HOME_VIEWS = ['home', 'text', 'ask', 'settings', 'models', 'help', 'history', 'first-run'] as const
export type HomeView = (typeof HOME_VIEWS)[number]

const ZOOMS = ['in', 'out', 'reset'] as const
export type Zoom = (typeof ZOOMS)[number]

/** `sentence` is for the user, in the language of the window. */
const refusalSchema = z.strictObject({ ok: z.literal(false), code: z.enum(FAILURE_CODES), sentence: z.string() })
const replySchema = z.union([z.strictObject({ ok: z.literal(true) }), refusalSchema])
export type Reply = z.infer<typeof replySchema>

/** `sentence` says what was done, or why it was not. */
const saidReplySchema = z.union([z.strictObject({ ok: z.literal(true), sentence: z.string() }), refusalSchema])
export type SaidReply = z.infer<typeof saidReplySchema>

const bytes = z.instanceof(Uint8Array)
/** Pixels for a canvas, or a picture file's bytes for an image. */
const pictureViewSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('frame'), width: z.int(), height: z.int(), bytes }),
  z.strictObject({ kind: z.literal('encoded'), bytes }),
])
export type PictureView = z.infer<typeof pictureViewSchema>

/** A model for the list; where it lies is not the window's business. */
const modelViewSchema = modelEntrySchema.omit({ folder: true }).extend({
  inUse: z.boolean(),
  /** Why it suits this machine or not, in a sentence; empty where there is nothing to say. */
  why: z.string(),
})
export type ModelView = z.infer<typeof modelViewSchema>

const modelListSchema = z.strictObject({
  models: z.array(modelViewSchema),
  /** What reads text, which comes with Descry. */
  recogniser: z.strictObject({
    name: z.string(),
    /** What it does and how well, in a sentence or two. */
    about: z.string(),
    /** Bytes on the disk. */
    size: z.number(),
    licence: z.string(),
    state: z.enum(['in-use', 'stand-in', 'missing']),
  }),
  /** Which model suits this machine, in a sentence. */
  recommendation: z.string(),
  /** The model of that sentence; null where none is better than what is there. */
  recommended: modelIdSchema.nullable(),
  /** Devices that this system can have; the first is `auto`. */
  devices: z.array(z.enum(DEVICE_CHOICES)),
})
export type ModelList = z.infer<typeof modelListSchema>

/** A remembered answer, for the list. */
const rememberedSchema = z.strictObject({
  id: z.int(),
  /** What it was about, in words. */
  about: z.string(),
  /** Milliseconds since the epoch. */
  takenAt: z.number(),
  text: z.string(),
  lang: z.string(),
})
export type Remembered = z.infer<typeof rememberedSchema>

interface Invoke {
  readonly windows: readonly WindowName[]
  /** The arguments, as a tuple. */
  readonly request: z.ZodType<readonly unknown[]>
  readonly reply: z.ZodType
}

/** Asked by a window, answered by main. */
export const INVOKES = {
  'app:state': { windows: ['home', 'menu', 'caption'], request: z.tuple([]), reply: appStateSchema },
  'command:run': { windows: ['home', 'menu'], request: z.tuple([z.enum(COMMAND_IDS)]), reply: replySchema },
  /** A picture that was pasted or dropped. */
  'picture:given': {
    windows: ['home'],
    request: z.tuple([
      z.strictObject({ name: z.string().max(500), bytes: bytes.refine((b) => b.byteLength <= MAX_ENCODED_BYTES) }),
    ]),
    reply: replySchema,
  },
  /** Shows the system's file dialog; `cancelled` when nothing was chosen. */
  'picture:open': { windows: ['home'], request: z.tuple([]), reply: replySchema },
  /** Describes the picture that comes with Descry. */
  'picture:sample': { windows: ['home'], request: z.tuple([]), reply: replySchema },
  'answer:picture': { windows: ['home'], request: z.tuple([z.int()]), reply: pictureViewSchema.nullable() },
  'answers:clear': { windows: ['home'], request: z.tuple([]), reply: replySchema },
  'settings:change': { windows: ['home'], request: z.tuple([windowPatchSchema]), reply: replySchema },
  /** An accelerator in Electron's syntax, or null for no key. */
  'keys:change': {
    windows: ['home'],
    request: z.tuple([z.enum(KEY_IDS), z.string().max(64).nullable()]),
    reply: replySchema,
  },
  /** While a key is being typed none of ours is held, so that it reaches the field. */
  'keys:editing': { windows: ['home'], request: z.tuple([z.boolean()]), reply: replySchema },
  'keys:learn': { windows: ['home'], request: z.tuple([z.boolean()]), reply: replySchema },
  /** Says a sentence in the voice as it is set. */
  'voice:try': { windows: ['home'], request: z.tuple([]), reply: replySchema },
  /** The voices by name that who speaks now has for the language of the window; none of a screen reader. */
  'voice:list': {
    windows: ['home'],
    request: z.tuple([]),
    reply: z.strictObject({ voices: z.array(z.string().max(200)).max(500) }),
  },
  'models:list': { windows: ['home'], request: z.tuple([]), reply: modelListSchema },
  /** True: the user was shown the licence and accepted it, just now. Answered when it is there, or not. */
  'models:download': { windows: ['home'], request: z.tuple([modelIdSchema, z.boolean()]), reply: replySchema },
  /** Ends what is being done with a model, or takes it out of those that wait; what was fetched stays. */
  'models:cancel': { windows: ['home'], request: z.tuple([modelIdSchema.nullable()]), reply: replySchema },
  'models:use': { windows: ['home'], request: z.tuple([modelIdSchema]), reply: replySchema },
  'models:remove': { windows: ['home'], request: z.tuple([modelIdSchema]), reply: replySchema },
  /** Hashes its files again. */
  'models:check': { windows: ['home'], request: z.tuple([modelIdSchema]), reply: replySchema },
  /** Fetches its wrong files again. */
  'models:repair': { windows: ['home'], request: z.tuple([modelIdSchema]), reply: replySchema },
  /** Shows the system's dialog for a folder or a zip archive; `cancelled` when nothing was chosen. */
  'models:add': { windows: ['home'], request: z.tuple([z.enum(['folder', 'zip'])]), reply: replySchema },
  'device:change': { windows: ['home'], request: z.tuple([z.enum(DEVICE_CHOICES)]), reply: replySchema },
  /** `possible` is false where this system has no way to start a program at login. */
  'login:get': {
    windows: ['home'],
    request: z.tuple([]),
    reply: z.strictObject({ possible: z.boolean(), on: z.boolean() }),
  },
  'login:set': { windows: ['home'], request: z.tuple([z.boolean()]), reply: replySchema },
  /** Larger, smaller, or back to 100 %. */
  'window:zoom': { windows: ['home'], request: z.tuple([z.enum(ZOOMS)]), reply: replySchema },
  /** A question about the picture that the ask view is about. */
  'ask:put': { windows: ['home'], request: z.tuple([z.string().max(2000)]), reply: replySchema },
  /** Escape in the ask view: nothing is asked, and the focus returns to where it was. */
  'ask:close': { windows: ['home'], request: z.tuple([]), reply: replySchema },
  /** Holding the button or key: a question is heard until it is let go. */
  'ask:listen': { windows: ['home'], request: z.tuple([z.boolean()]), reply: replySchema },
  /** Remembered answers, newest first, those that hold all the words of the query; at most 200. */
  'history:list': {
    windows: ['home'],
    request: z.tuple([z.string().max(200)]),
    reply: z.strictObject({ answers: z.array(rememberedSchema).max(200), more: z.boolean() }),
  },
  /** Makes it the answer that is shown, said again and copied. */
  'history:show': { windows: ['home'], request: z.tuple([z.int()]), reply: replySchema },
  /** Null: the last one. */
  'history:forget': { windows: ['home'], request: z.tuple([z.int().nullable()]), reply: replySchema },
  /** Shows the system's dialog for a file to write; `cancelled` when none was chosen. */
  'history:export': { windows: ['home'], request: z.tuple([]), reply: saidReplySchema },
  /** A profile for the program in front that is not Descry; null where the desktop does not tell. */
  'profiles:front': { windows: ['home'], request: z.tuple([]), reply: profileSchema.nullable() },
  /**
   * What has the focus, `more` that came to it by itself, or help that was asked for: said by Descry where no screen
   * reader says it. `key`: what one of the window's own keys does, while keys are learned: said through whoever speaks.
   */
  'window:said': {
    windows: ['home', 'menu'],
    request: z.tuple([z.strictObject({ what: z.enum(['focus', 'more', 'help', 'key']), text: z.string().max(8000), lang: z.string().max(35) })]),
    reply: replySchema,
  },
  /** Escape in the text view: a window that was opened for it goes again. */
  'text:close': { windows: ['home'], request: z.tuple([]), reply: replySchema },
  /** Escape, or the focus went elsewhere: the layer menu goes and the focus returns to where it was. */
  'menu:close': { windows: ['menu'], request: z.tuple([]), reply: replySchema },
  'app:quit': { windows: ['home'], request: z.tuple([]), reply: replySchema },
} as const satisfies Record<string, Invoke>
export type InvokeName = keyof typeof INVOKES
export const INVOKE_NAMES = Object.keys(INVOKES) as InvokeName[]

export function invokeSpec(name: InvokeName): Invoke {
  return INVOKES[name]
}

interface Event {
  readonly windows: readonly WindowName[]
  readonly payload: z.ZodType
}

/** Told by main to a window. */
export const EVENTS = {
  'app:state': { windows: ['home', 'menu', 'caption'], payload: appStateSchema },
  /** Shows a view; `focus` is the element that gets the focus: the answer's text or the view's heading. */
  'home:view': {
    windows: ['home'],
    payload: z.strictObject({
      view: z.enum(HOME_VIEWS),
      focus: z.enum(['heading', 'answer']),
      /** The line in the text view where the caret goes, counted from 0. */
      line: z.int().min(0).optional(),
    }),
  },
  /** A global key arrived: proof in the first run, and learn-keys mode. */
  'key:pressed': { windows: ['home'], payload: z.strictObject({ id: z.enum(KEY_IDS) }) },
  /** For the live region, only while it is the voice's route. */
  announce: { windows: ['home'], payload: z.strictObject({ text: z.string(), lang: z.string() }) },
  'menu:opened': { windows: ['menu'], payload: z.strictObject({}) },
} as const satisfies Record<string, Event>
export type EventName = keyof typeof EVENTS
export const EVENT_NAMES = Object.keys(EVENTS) as EventName[]

export function eventSpec(name: EventName): Event {
  return EVENTS[name]
}

export type InvokeRequest<N extends InvokeName> = z.infer<(typeof INVOKES)[N]['request']>
export type InvokeReply<N extends InvokeName> = z.infer<(typeof INVOKES)[N]['reply']>
export type EventPayload<N extends EventName> = z.infer<(typeof EVENTS)[N]['payload']>

/** What the preload script puts into a window, as `window.descry`. */
export interface DescryApi {
  invoke<N extends InvokeName>(name: N, ...args: InvokeRequest<N>): Promise<InvokeReply<N>>
  /** @returns a function that ends the listening */
  on<N extends EventName>(name: N, hear: (payload: EventPayload<N>) => void): () => void
}
