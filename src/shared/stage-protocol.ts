import { z } from 'zod'
import { FAILURE_CODES } from './codes'
import { framePictureSchema } from './picture'
import { rectSchema } from './rect'
import { SAMPLE_RATE } from './sound'

/**
 * What main and the hidden stage window say to each other over one MessagePort. The stage owns screen,
 * camera, earcons and speechSynthesis. Frames cross by structured clone and are never in a transfer
 * list: Electron loses such a message whole.
 */
const job = z.string().min(1).max(64)

export const EARCONS = ['began', 'tick', 'done', 'failure', 'off', 'narration-on', 'narration-off', 'in-sight', 'listening', 'heard'] as const

/** Rectangles that are painted over in one picture, at most. */
export const MAX_MASKS = 64

/** Takes one frame of a display's stream, opened beforehand by `openScreen` with a user's gesture. */
const screenRequest = z.strictObject({
  type: z.literal('screen'),
  job,
  /** The display that is asked for and all displays together, in device pixels of the desktop. */
  display: rectSchema,
  desktop: rectSchema,
  /** What of it is kept, and what of that is painted over (Descry's own windows), in the same pixels. */
  crop: rectSchema,
  masks: z.array(rectSchema).max(MAX_MASKS),
  /** Where the mouse pointer may be painted, in the same pixels; null where nobody knows. */
  pointer: rectSchema.nullable(),
  /** Of a film: the newest frame that there is, the crop made so wide in pixels at the most. A new frame without it. */
  film: z.strictObject({ width: z.int().min(16).max(20_000).optional() }).optional(),
})
/** No further frame of a film of the screen is wanted: its stream rests again. */
const screenRestRequest = z.strictObject({ type: z.literal('screen-rest') })

/** Opens the camera, takes one settled frame, and releases it. */
const cameraRequest = z.strictObject({ type: z.literal('camera'), job })
/** Opens the camera and keeps it, until `camera-release`; answered when its exposure has settled. */
const cameraHoldRequest = z.strictObject({ type: z.literal('camera-hold'), job })
/** The newest frame of the camera that is held, at the most so wide, in whole pixels; as it is without it. */
const cameraFrameRequest = z.strictObject({ type: z.literal('camera-frame'), job, width: z.int().min(16).max(20_000).optional() })
const cameraReleaseRequest = z.strictObject({ type: z.literal('camera-release') })
/** Opens the microphone and keeps it until `microphone-release`; its sound comes as `microphone-sound`. */
const microphoneHoldRequest = z.strictObject({ type: z.literal('microphone-hold'), job })
const microphoneReleaseRequest = z.strictObject({ type: z.literal('microphone-release') })
/** Ends a camera, microphone or screen request that was not answered yet. */
const cancelRequest = z.strictObject({ type: z.literal('cancel'), job })
const earconRequest = z.strictObject({
  type: z.literal('earcon'),
  name: z.enum(EARCONS),
  /** 0 to 1. */
  volume: z.number().min(0).max(1),
})
const earconsStopRequest = z.strictObject({ type: z.literal('earcons-stop') })
const voicesRequest = z.strictObject({ type: z.literal('voices'), job })
/** `rate`, `pitch` and `volume` are those of SpeechSynthesisUtterance. */
const speakRequest = z.strictObject({
  type: z.literal('speak'),
  job,
  text: z.string().max(100_000),
  lang: z.string().max(35),
  voice: z.string().max(200).optional(),
  rate: z.number().min(0.1).max(10),
  pitch: z.number().min(0).max(2),
  volume: z.number().min(0).max(1),
})
const speechCancelRequest = z.strictObject({ type: z.literal('speech-cancel') })

export const stageRequestSchema = z.discriminatedUnion('type', [
  screenRequest,
  screenRestRequest,
  cameraRequest,
  cameraHoldRequest,
  cameraFrameRequest,
  cameraReleaseRequest,
  microphoneHoldRequest,
  microphoneReleaseRequest,
  cancelRequest,
  earconRequest,
  earconsStopRequest,
  voicesRequest,
  speakRequest,
  speechCancelRequest,
])
export type StageRequest = z.infer<typeof stageRequestSchema>

const readyEvent = z.strictObject({ type: z.literal('ready') })
const frameEvent = z.strictObject({ type: z.literal('frame'), job, frame: framePictureSchema })
const failedEvent = z.strictObject({
  type: z.literal('failed'),
  job,
  code: z.enum(FAILURE_CODES),
  detail: z.string().max(2000).optional(),
})
const cameraHeldEvent = z.strictObject({ type: z.literal('camera-held'), job })
/** The camera that was held is gone: unplugged, or taken by the system. */
const cameraEndedEvent = z.strictObject({ type: z.literal('camera-ended') })
const microphoneHeldEvent = z.strictObject({ type: z.literal('microphone-held'), job })
/** Samples since the last such event, at SAMPLE_RATE; one channel, -1 to 1. */
const microphoneSoundEvent = z.strictObject({
  type: z.literal('microphone-sound'),
  samples: z.instanceof(Float32Array).refine((s) => s.length > 0 && s.length <= SAMPLE_RATE),
})
/** The microphone that was held is gone: unplugged, or taken by the system. */
const microphoneEndedEvent = z.strictObject({ type: z.literal('microphone-ended') })
const voicesEvent = z.strictObject({
  type: z.literal('voices'),
  job,
  voices: z.array(z.strictObject({ name: z.string().max(200), lang: z.string().max(35), local: z.boolean() })).max(2000),
})
const spokenEvent = z.strictObject({ type: z.literal('spoken'), job, end: z.enum(['spoken', 'silenced', 'failed']) })
/** An earcon that was asked for began to sound; `late` is milliseconds from the request to the sound. */
const soundedEvent = z.strictObject({ type: z.literal('sounded'), name: z.enum(EARCONS), late: z.number() })
/** It is over, or could not be played; comes once for every earcon that was asked for. */
const earconEndedEvent = z.strictObject({ type: z.literal('earcon-ended'), name: z.enum(EARCONS) })
/** The system took the screen's stream away (the user's "stop sharing", a display that went). */
const screenEndedEvent = z.strictObject({ type: z.literal('screen-ended') })

export const stageEventSchema = z.discriminatedUnion('type', [
  readyEvent,
  frameEvent,
  failedEvent,
  cameraHeldEvent,
  cameraEndedEvent,
  microphoneHeldEvent,
  microphoneSoundEvent,
  microphoneEndedEvent,
  voicesEvent,
  spokenEvent,
  soundedEvent,
  earconEndedEvent,
  screenEndedEvent,
])
export type StageEvent = z.infer<typeof stageEventSchema>

/**
 * The name under which the stage's page offers `openScreen(source)`, called with a user's gesture by main.
 * `source` is any text that names what main lets the page see; a stream that is open for it already is kept.
 */
export const OPEN_SCREEN = 'descryOpenScreen'
/** What `openScreen` resolves with. */
export const openScreenSchema = z.union([
  z.strictObject({ ok: z.literal(true) }),
  z.strictObject({ ok: z.literal(false), code: z.enum(FAILURE_CODES), detail: z.string().max(2000).optional() }),
])
/** The `message` that hands the port to the stage's page. */
export const STAGE_PORT = 'descry:stage-port'
