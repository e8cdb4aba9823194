import './no-code-from-strings'
import { OPEN_SCREEN, STAGE_PORT } from '../../shared/stage-protocol'
import { Stage } from './stage'

const stage = new Stage()

// Called by main as a user's gesture, without which no screen can be had.
Object.defineProperty(globalThis, OPEN_SCREEN, {
  value: (source: unknown) => stage.openScreen(String(source)),
})

// SECURITY: the port comes from this window's own preload script; other windows cannot hand one in.
window.addEventListener('message', ({ data, ports, source, origin }) => {
  const [port] = ports
  if (data === STAGE_PORT && port && source === window && origin === location.origin) stage.connect(port)
})
