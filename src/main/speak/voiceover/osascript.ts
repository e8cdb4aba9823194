import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'

/** What VoiceOver is reached with. */
export interface VoiceOverSystem {
  /**
   * Runs osascript. @returns what it wrote to its output and to its errors; undefined when it had to be ended
   */
  run(args: readonly string[], deadline: number): Promise<{ output: string; errors: string } | undefined>
  /**
   * Whether "Allow VoiceOver to be controlled with AppleScript" is on, as far as a look tells.
   *
   * VoiceOver Utility makes a file when it is switched on and takes it away after (guidepup's setup looks for
   * the same; its issue 66: with the file VoiceOver takes AppleScript, without it does not, macOS 12 to 26).
   */
  allowsScripts(): Promise<boolean>
}

const PROGRAM = '/usr/bin/osascript'
const MARK = '/private/var/db/Accessibility/.VoiceOverAppleScriptEnabled'

/** This Mac. */
export function createVoiceOverSystem(program = PROGRAM, mark = MARK): VoiceOverSystem {
  return {
    run: (args, deadline) =>
      new Promise((resolve) => {
        const options = { timeout: deadline, killSignal: 'SIGKILL', encoding: 'utf8' } as const
        execFile(program, [...args], options, (error, output, errors) => {
          resolve(error?.killed ? undefined : { output, errors: errors || (error?.message ?? '') })
        })
      }),
    async allowsScripts() {
      try {
        await stat(mark)
        return true
      } catch (error) {
        // Where it may not be looked at, VoiceOver itself will tell.
        return (error as NodeJS.ErrnoException).code !== 'ENOENT'
      }
    },
  }
}
