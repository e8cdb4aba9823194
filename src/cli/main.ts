import { handOver } from './handover'
import { finish, processIo } from './io'
import { runCommand } from './run-command'
import { createServices, type Services } from './services'

/** Carries out a command line and ends the process; the running app does it where there is one. */
export async function main(argv: readonly string[], services: Services = createServices()): Promise<void> {
  const io = processIo(services)
  finish((await handOver(argv, io, process.cwd())) ?? (await runCommand(argv, io)))
}
