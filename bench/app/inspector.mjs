// Looks into the app's main process from outside, by Node's own inspector: the product has no code for it.
import WebSocket from 'ws'

/** @param {string} printed what the process wrote when it was started with --inspect */
export async function inspect(printed) {
  const address = /Debugger listening on (ws:\S+)/.exec(printed)?.[1]
  if (!address) throw new Error('the main process has no inspector')
  const socket = new WebSocket(address)
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  let id = 0
  const evaluate = (expression) =>
    new Promise((resolve, reject) => {
      const mine = ++id
      const hear = (data) => {
        const message = JSON.parse(String(data))
        if (message.id !== mine) return
        socket.off('message', hear)
        const { result, exceptionDetails } = message.result ?? {}
        if (exceptionDetails) reject(new Error(exceptionDetails.text))
        else resolve(result?.value)
      }
      socket.on('message', hear)
      socket.send(JSON.stringify({ id: mine, method: 'Runtime.evaluate', params: { expression, returnByValue: true } }))
    })
  return { evaluate, close: () => socket.close() }
}
