import { ThreadedClient } from '../../../src/main/speak/nvda/threaded-client'
import { fakeNvdaLibrary } from './fake-nvda-library'

/**
 * A process that abandons a call which never returns, and then exits with 7 by itself. It prints `abandoned`
 * before, and `guard CODE` where it would be ended. Its argument is a folder for the library.
 */
const [folder = ''] = process.argv.slice(2)
const library = await fakeNvdaLibrary(folder)
library.set('waits', true)
library.set('deaf', true)
const client = new ThreadedClient({
  file: () => library.path,
  endProcess: async () => (code) => {
    process.stdout.write(`guard ${code}\n`)
    process.kill(process.pid, 'SIGKILL')
  },
})
await client.look(10_000)
void client.speakSsml('<speak>x</speak>', -1, () => undefined)
await client.cancelSpeech()
client.abandon()
process.stdout.write('abandoned\n')
await client.close()
setImmediate(() => process.exit(7))
