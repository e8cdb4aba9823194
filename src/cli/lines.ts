import type { Socket } from 'node:net'

/**
 * Hears a socket line by line, as JSON; `undefined` for what is none. A peer that sends a line longer
 * than `limit` characters is cut off.
 */
export function hearLines(socket: Socket, limit: number, hear: (message: unknown) => void): void {
  let text = ''
  socket.setEncoding('utf8')
  socket.on('data', (chunk: string) => {
    text += chunk
    const lines = text.split('\n')
    text = lines.pop() ?? ''
    for (const line of lines) {
      // SECURITY: after a line for which the peer was dropped it is not heard any more.
      if (socket.destroyed) return
      hear(parsed(line))
    }
    if (text.length > limit) socket.destroy()
  })
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
