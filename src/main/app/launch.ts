/** How Descry was started, from its arguments without those of the system. */
export type Launch =
  /** A verb, or a question about the command itself: the command line, without a window. */
  | { readonly as: 'command'; readonly argv: readonly string[] }
  /** `hidden`: at login, in the background. */
  | { readonly as: 'app'; readonly hidden: boolean }

const OF_THE_COMMAND: ReadonlySet<string> = new Set(['--help', '-h', '--version', '-V'])

/** A word that is no switch is a verb, also a wrong one: the command line says so. Pure. */
export function readLaunch(args: readonly string[]): Launch {
  const isCommand = args.some((arg) => !arg.startsWith('-') || OF_THE_COMMAND.has(arg))
  if (isCommand) return { as: 'command', argv: args }
  return { as: 'app', hidden: args.includes('--hidden') }
}
