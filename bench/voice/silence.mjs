// How long it takes from silence() until nothing sounds any more, on recorded sound: a real Speech
// Dispatcher with espeak-ng, and the own voice (Flite through paplay), each into a PulseAudio null sink
// whose monitor is recorded at 10 ms latency. Prints JSON. Goal: at most 100 ms.
import { setTimeout as wait } from 'node:timers/promises'
import { load } from './load.mjs'

const RUNS = 7
const TEXT =
  'The small brown dog is lying on a green sofa beside an open window, and a grey cat sits on the ' +
  'carpet next to it. Outside it is raining, and several people with umbrellas are waiting for the bus.'

const { createVoice } = await load('src/main/speak/voice.ts')
const { missing, startSession, startSound, startSpeechDispatcher } = await load(
  'test/support/speech/session.ts',
)
const { record } = await load('test/support/speech/sound-probe.ts')

const SETUPS = {
  'speech-dispatcher': {
    programs: ['speech-dispatcher', 'espeak-ng'],
    start: (s) => startSpeechDispatcher(s, 'espeak-ng'),
  },
  'own-voice': { programs: ['paplay'], start: async () => undefined },
}

async function once(route, start) {
  const session = await startSession()
  try {
    await startSound(session)
    await start(session)
    const recording = record(session)
    await recording.ready
    const voice = createVoice({ env: session.env, sounds: false, route, volume: 1 })
    const heard = recording.heard()
    const answer = voice.beginAnswer('answer')
    const asked = Date.now()
    for (const sentence of TEXT.split(/(?<=\.) /)) answer.say({ text: sentence, lang: 'en' })
    await heard
    const began = Date.now()
    // Well inside the first sentence.
    await wait(1000)
    const stop = Date.now()
    await voice.silence()
    const returned = Date.now()
    await wait(2500)
    const { lastHeardAt } = await recording.stop()
    await voice.close()
    return { start: began - asked, silent: Math.max(0, lastHeardAt - stop), returned: returned - stop }
  } finally {
    await session.close()
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

const results = {}
for (const [route, { programs, start }] of Object.entries(SETUPS)) {
  const reason = missing('pulseaudio', 'parecord', ...programs)
  if (reason) {
    results[route] = { skipped: reason }
    continue
  }
  const runs = []
  for (let i = 0; i < RUNS; i++) runs.push(await once(route, start))
  const of = (key) => runs.map((run) => run[key])
  results[route] = {
    runs: RUNS,
    silentAfterMs: { median: median(of('silent')), worst: Math.max(...of('silent')) },
    silenceReturnedMs: { median: median(of('returned')), worst: Math.max(...of('returned')) },
    firstSoundMs: { median: median(of('start')), worst: Math.max(...of('start')) },
  }
}
console.log(JSON.stringify({ measure: 'silence() to silence', node: process.version, results }, null, 2))
