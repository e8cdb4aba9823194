// Holds a key on the whole display until it is ended, as another program with global keys does:
//   node hold-key.mjs ctrl+alt+shift+d   says "there" when it has the key
import x11 from 'x11'

const MODIFIERS = { shift: 1, ctrl: 4, alt: 8, super: 64 }
/** Caps Lock and Num Lock may be on. */
const LOCKS = [0, 2, 16, 18]

const parts = (process.argv[2] ?? '').split('+')
const name = parts.pop() ?? ''
const modifiers = parts.reduce((sum, part) => sum + MODIFIERS[part], 0)
/** X11's names of letters are their codes; F1 is 0xffbe. */
const keysym = /^f\d+$/i.test(name) ? 0xffbd + Number(name.slice(1)) : name.toLowerCase().charCodeAt(0)

x11.createClient((error, display) => {
  if (error) throw error
  const { client: X, screen, min_keycode: least, max_keycode: most } = display
  X.on('error', (failure) => {
    process.stderr.write(`${failure.message}\n`)
    process.exit(1)
  })
  X.GetKeyboardMapping(least, most - least + 1, (_, map) => {
    const code = least + map.findIndex((symbols) => symbols.includes(keysym))
    for (const lock of LOCKS) X.GrabKey(screen[0].root, 0, modifiers + lock, code, 1, 1)
    // Answers come in the order of the questions: after this one, a grab that was refused has been told.
    X.GetInputFocus(() => process.stdout.write('there\n'))
  })
})
