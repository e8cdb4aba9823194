import { z } from 'zod'
import { LENGTHS } from './engine-protocol'
import { READ_FIRST } from './read-first'

/** How answers are where one program is in front; null takes the general setting. */
export const profileSchema = z.strictObject({
  id: z.string().min(1).max(64),
  /** What the user calls it: the program's name at first. */
  name: z.string().min(1).max(200),
  /** The program: its window class and the name of its file, without the folder; null matches any. Not both null. */
  appClass: z.string().min(1).max(200).nullable(),
  exe: z.string().min(1).max(200).nullable(),
  length: z.enum(LENGTHS).nullable(),
  /** Words a minute. */
  rate: z.int().min(80).max(550).nullable(),
  /** Seconds between two things that narration says. */
  every: z.int().min(2).max(60).nullable(),
  first: z.enum(READ_FIRST).nullable(),
  /** Narration says nothing of this program, and answers are shown and not spoken. */
  muted: z.boolean(),
  /** Answers about it are not remembered once the next one comes, and never written. */
  keepNothing: z.boolean(),
})
export type Profile = z.infer<typeof profileSchema>

/** What is known of the program in front; texts of other programs. */
export interface Program {
  readonly appClass: string
  /** Path of its file; null where the system does not tell. */
  readonly exe: string | null
}

/** The name of a program's file, without the folder; either system's separators. */
export function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}

/** The first profile that fits the program; null where none does. Pure. */
export function profileFor(profiles: readonly Profile[], program: Program): Profile | null {
  const isSame = (wanted: string | null, there: string | null): boolean => wanted === null || wanted.toLowerCase() === there?.toLowerCase()
  const file = program.exe === null ? null : fileName(program.exe)
  // One that names neither would fit everything.
  const fits = ({ appClass, exe }: Profile): boolean => (appClass ?? exe) !== null && isSame(appClass, program.appClass) && isSame(exe, file)
  return profiles.find(fits) ?? null
}
