/**
 * Whether VoiceOver is on, without asking it: NSWorkspace.isVoiceOverEnabled (macOS 10.13), by JavaScript
 * for Automation.
 */
export const IS_ON = `ObjC.import('AppKit');
function run() { return $.NSWorkspace.sharedWorkspace.isVoiceOverEnabled ? 'on' : 'off'; }`

/**
 * Hands the last argument to VoiceOver's command "output" (its scripting dictionary, VoiceOver suite) and
 * gives "taken", "not running", or the error's number: those are the same in every language.
 *
 * A "tell" starts a program that does not run, and so does compiling one, since the program's words come
 * from the program itself; so the inner script is compiled only once VoiceOver is seen to run.
 *
 * SECURITY: the text is an argument from end to end, of osascript and then of the inner script (Standard
 * Additions, "run script ... with parameters"). Nothing is ever put into a script's text.
 */
export const OUTPUT = `on run argv
  if not (application id "com.apple.VoiceOver" is running) then return "not running"
  try
    run script "on run argv
      tell application id \\"com.apple.VoiceOver\\" to output (item 1 of argv)
    end run" with parameters {item 2 of argv}
    return "taken"
  on error number code
    return "error " & code
  end try
end run`

/** First of the two arguments: what begins with a hyphen would be an option of osascript in its place. */
export const FIRST = 'say'
