import { z } from 'zod'
import { DEVICES, PRECISIONS } from './devices'

/** What a trial of a device says: one answer with its tokens given, so that two devices can be compared. */

/** Ids of a step whose scores are told: the leading ones, and some from everywhere. */
const MOST_COMPARED = 512

const ids = z.array(z.int().min(0)).max(MOST_COMPARED)

/** Names of the graphs' files that a device's trial chose, in their order. */
export const filesSchema = z.array(z.string().max(300)).max(64)

const stepSchema = z.strictObject({
  /** The token with the greatest score. */
  best: z.int().min(0),
  ids,
  /** Of `ids`; 0 where it was not a number. */
  scores: z.array(z.number()).max(MOST_COMPARED),
  /** Standard deviation of all scores: what a difference is large or small beside. */
  deviation: z.number(),
  /** No score was infinite or not a number. */
  finite: z.boolean(),
})
export type ProbeStep = z.infer<typeof stepSchema>

/** What is given to a device that is compared with an answer that is there. */
export const forcedSchema = z.strictObject({
  /** The answer's tokens. */
  tokens: z.array(z.int().min(0)).max(256),
  /** The ids whose scores are compared, a row a step. */
  compared: z.array(ids).max(257),
})
export type Forced = z.infer<typeof forcedSchema>

export const probeRunSchema = z.strictObject({
  device: z.enum(DEVICES),
  precision: z.enum(PRECISIONS),
  /** The graphs' files that were chosen: two runs with the same ones differ in the device alone. */
  files: filesSchema,
  /** Devices that onnxruntime can be asked for on this system, and those whose libraries it brings along. */
  known: z.array(z.enum(DEVICES)),
  bundled: z.array(z.enum(DEVICES)),
  tokens: z.array(z.int().min(0)).max(256),
  /** One more than tokens: the first comes from the prompt. */
  steps: z.array(stepSchema).max(257),
  /** Milliseconds: opening the graphs, the first run of all, and medians of what came after it. */
  times: z.strictObject({
    load: z.number().min(0),
    warmUp: z.number().min(0),
    firstToken: z.number().min(0),
    /** A token. */
    decode: z.number().min(0),
  }),
})
export type ProbeRun = z.infer<typeof probeRunSchema>

/** Where a trial was when it ended: the graphs were being opened, or run. */
export const PROBE_STAGES = ['create', 'run'] as const
export type ProbeStage = (typeof PROBE_STAGES)[number]

/**
 * How a device did. `right`: the processor's answers within the limits; every other word says why it is not
 * used, `lost` that it was right once and failed in use. Each has a sentence `device.finding.<outcome>`.
 */
export const DEVICE_OUTCOMES = [
  'right',
  'lost',
  'wrong-numbers',
  'crashed',
  'hung',
  'throws-on-run',
  'throws-on-create',
  'out-of-memory',
  'absent',
  'not-in-package',
] as const
export type DeviceOutcome = (typeof DEVICE_OUTCOMES)[number]
