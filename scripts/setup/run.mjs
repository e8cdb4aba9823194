import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { stripVTControlCharacters } from 'node:util'

/** A signal that asked this process to end while a step was running. */
export class Interrupted extends Error {
  constructor(signal) {
    super(`interrupted by ${signal}`)
    this.exitCode = 128 + constants.signals[signal]
  }
}

/** Milliseconds in which what a program printed last still arrives. */
const LAST_WORDS = 500

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs one step's program to its end. What it prints is caught, so that standard output stays clean and
 * nobody must listen to pages of it; what matters of it is said on failure. A signal ends the program
 * first and then throws `Interrupted`, so that no half-dead step goes on beside the next set-up.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, shell?: boolean }} [options]
 * @returns {Promise<{ ok: boolean, output: string }>} `output`: both streams, without colours
 */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    let interrupted
    let output = ''
    const interrupt = (signal) => {
      interrupted = signal
      child.kill(signal)
    }
    // Before the program starts: it may be under way, and somebody know it, before this line of ours goes on.
    SIGNALS.forEach((signal) => process.on(signal, interrupt))
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let ended = false
    const end = (ok) => {
      if (ended) return
      ended = true
      SIGNALS.forEach((signal) => process.off(signal, interrupt))
      if (interrupted) reject(new Interrupted(interrupted))
      else resolve({ ok, output: stripVTControlCharacters(output) })
    }
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
      })
    }
    // A program that is not there emits an error and no exit.
    child.on('error', () => end(false))
    child.on('exit', (code) => {
      child.on('close', () => end(code === 0))
      // A service that a package starts may keep the pipes open for good; it must not hold the set-up back.
      setTimeout(end, LAST_WORDS, code === 0).unref()
    })
  })
}
