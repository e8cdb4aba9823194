import { execFile } from 'node:child_process'

/** Time for one script, milliseconds: it starts in about 0.1 s. */
const DEADLINE = 2000
const MAX_BYTES = 4 * 1024 * 1024

/**
 * What macOS is asked: JavaScript for Automation with its Objective-C bridge, in a process of its own.
 * Such a process can be ended at the deadline, and a wrong call takes down only itself; the same calls
 * by a foreign function interface would run in the process that owns keys and voice.
 */
export interface MacNative {
  /** Text that the script's last expression gave. Rejects when it failed or took too long. */
  run(script: string, args: readonly string[]): Promise<string>
  /** Whether a program of exactly this name runs; asked every second, and so without a script. */
  runs(program: string): Promise<boolean>
}

export const macNative: MacNative = {
  // pgrep(1): its exit status is 0 where one was found.
  runs: (program) =>
    new Promise((resolve) => {
      execFile('/usr/bin/pgrep', ['-x', program], { timeout: DEADLINE, killSignal: 'SIGKILL' }, (error) => resolve(error === null))
    }),
  run: (script, args) =>
    new Promise((resolve, reject) => {
      const options = { timeout: DEADLINE, killSignal: 'SIGKILL', maxBuffer: MAX_BYTES } as const
      // SECURITY: values go in as arguments, never into the script's text.
      execFile('/usr/bin/osascript', ['-l', 'JavaScript', '-e', script, ...args], options, (error, output) => {
        if (error) reject(new Error(error.message))
        else resolve(output)
      })
    }),
}
