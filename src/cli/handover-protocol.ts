import { z } from 'zod'
import { LANGUAGE_VARIABLES } from './app-endpoint'

// Lines of JSON each way over a socket of this user alone: a command line, then what it prints.
z.config({ jitless: true })

export const handoverRequestSchema = z.discriminatedUnion('request', [
  z.strictObject({
    schema: z.literal(1),
    request: z.literal('run'),
    /** File names are absolute. */
    argv: z.array(z.string().max(8192)).max(1000),
    env: z.partialRecord(z.enum(LANGUAGE_VARIABLES), z.string().max(200)),
    pid: z.int().min(1),
    /** Standard error is a terminal, where a line can be drawn over. */
    terminal: z.boolean().optional(),
  }),
  z.strictObject({ schema: z.literal(1), request: z.literal('cancel') }),
])
export type HandoverRequest = z.infer<typeof handoverRequestSchema>

export const handoverReplySchema = z.union([
  z.strictObject({ to: z.enum(['stdout', 'stderr']), text: z.string() }),
  z.strictObject({ exit: z.int().min(0).max(255) }),
])
export type HandoverReply = z.infer<typeof handoverReplySchema>
