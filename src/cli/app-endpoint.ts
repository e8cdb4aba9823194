import { userInfo } from 'node:os'
import { join } from 'node:path'
import { runtimeFolders, type Place } from '../main/history/private-folder'

// This file must stay free of the schema library: every command looks here before it starts the engine.

/** Characters of one line of a request; a command line is short. */
export const MAX_LINE = 1024 * 1024

/** What of the caller's environment a handed command goes by. */
export const LANGUAGE_VARIABLES = ['LANGUAGE', 'LC_ALL', 'LC_MESSAGES', 'LANG'] as const

/** Where the app listens, the best place first; on Windows a pipe of this user's name. */
export function appEndpoints(place: Place): string[] {
  if (place.uid === -1) return [`\\\\.\\pipe\\descry-${userInfo().username}-app`]
  return runtimeFolders(place).map((folder) => join(folder, 'app.sock'))
}
