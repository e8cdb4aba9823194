// Words a minute that SSIP rates really give with espeak-ng's default settings, timed from BEGIN to END.
// The table in src/main/speak/speech-dispatcher/ssip-scale.ts comes from here. Prints JSON.
import { join } from 'node:path'
import { load } from './load.mjs'

const TEXT =
  'The small brown dog is lying on a green sofa beside an open window, and a grey cat sits on the carpet ' +
  'next to it. Outside it is raining, and several people with umbrellas are waiting for the bus. The sign ' +
  'above the door says that the shop is open from nine until five.'
const RATES = [-100, -75, -50, -25, 0, 25, 50, 75, 100]

const { SsipConnection } = await load('src/main/speak/speech-dispatcher/ssip-connection.ts')
const { missing, startSession, startSound, startSpeechDispatcher } = await load(
  'test/support/speech/session.ts',
)

const { record } = await load('test/support/speech/sound-probe.ts')

const reason = missing('pulseaudio', 'parecord', 'speech-dispatcher', 'espeak-ng')
if (reason) {
  console.log(JSON.stringify({ skipped: reason }))
  process.exit(0)
}
const session = await startSession()
await startSound(session)
// A listener makes the sink work in short steps; alone it holds back an end for up to two seconds.
const recording = record(session)
await recording.ready
await startSpeechDispatcher(session, 'espeak-ng')
let began = 0
let ended = () => undefined
const connection = await SsipConnection.open(
  { type: 'unix', path: join(session.runtime, 'speech-dispatcher', 'speechd.sock') },
  {
    event(event) {
      if (event === 'begin') began = performance.now()
      if (event === 'end') ended(performance.now() - began)
    },
    lost: () => undefined,
  },
)
for (const name of ['BEGIN', 'END']) await connection.send(`SET SELF NOTIFICATION ${name} ON`)
await connection.send('SET SELF LANGUAGE en')
const words = TEXT.split(' ').length
const measured = []
for (const rate of RATES) {
  await connection.send(`SET SELF RATE ${rate}`)
  const took = new Promise((resolve) => (ended = resolve))
  await connection.send('SPEAK')
  await connection.send(`${TEXT}\r\n.\r\n`)
  measured.push({ rate, wordsPerMinute: Math.round((words / (await took)) * 60_000) })
}
await connection.close()
await recording.stop()
await session.close()
console.log(JSON.stringify({ measure: 'words a minute by SSIP rate', words, measured }, null, 2))
