import { z } from 'zod'

// One line of JSON each way over a socket of this user alone.
z.config({ jitless: true })

export const stopRequestSchema = z.strictObject({ schema: z.literal(1), request: z.literal('stop') })
export const stopReplySchema = z.strictObject({ schema: z.literal(1), ok: z.boolean() })
export type StopRequest = z.infer<typeof stopRequestSchema>
export type StopReply = z.infer<typeof stopReplySchema>
