import { z } from 'zod'

// One line of JSON each way over a socket of this user alone.
z.config({ jitless: true })

/** `make-way` comes from a newer request that will speak; `since` is when that began, ms since the epoch. */
export const stopRequestSchema = z.discriminatedUnion('request', [
  z.strictObject({ schema: z.literal(1), request: z.literal('stop') }),
  z.strictObject({ schema: z.literal(1), request: z.literal('make-way'), since: z.number() }),
])
export const stopReplySchema = z.strictObject({ schema: z.literal(1), ok: z.boolean() })
export type StopRequest = z.infer<typeof stopRequestSchema>
export type StopReply = z.infer<typeof stopReplySchema>
