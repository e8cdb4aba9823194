import { z } from 'zod'

// The page's content security policy forbids code from strings. Imported before any schema is made.
z.config({ jitless: true })
